/// One attribute of an element.
public struct Attribute: Hashable, Sendable {
  /// The prefix as written, nil for most attributes.
  public var prefix: String?
  /// The name without its prefix.
  public var name: String
  /// The URI that the prefix stands for; nil without a prefix, because attributes have no default namespace.
  public var namespace: String?
  /// The value, with entities resolved.
  public var value: String

  /// Creates an attribute; `prefix` and `namespace` go together.
  public init(_ name: String, _ value: String, prefix: String? = nil, namespace: String? = nil) {
    self.prefix = prefix
    self.name = name
    self.namespace = namespace
    self.value = value
  }
}
