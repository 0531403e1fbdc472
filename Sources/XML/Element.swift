/// An element of an XML tree: a value, copied and compared like any other.
///
/// Namespace declarations are not attributes here: each element and attribute carries its own namespace,
/// and printing writes the declarations that are needed.
public struct Element: Hashable, Sendable {
  /// The prefix as written, or nil.
  public var prefix: String?
  /// The name without its prefix.
  public var name: String
  /// The namespace URI, or nil when the element is in none.
  public var namespace: String?
  /// The attributes in the order of the document.
  public var attributes: [Attribute]
  /// What stands inside, in the order of the document.
  ///
  /// White space that only lays out child elements is not kept by parsing.
  public var children: [Node]

  /// Creates an element from its parts.
  public init(
    name: String, prefix: String? = nil, namespace: String? = nil, attributes: [Attribute] = [], children: [Node] = []
  ) {
    self.prefix = prefix
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.children = children
  }

  /// The name as written, with its prefix.
  public var qualifiedName: String {
    guard let prefix else { return name }
    return prefix + ":" + name
  }
}
