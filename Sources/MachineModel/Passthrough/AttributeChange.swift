/// A change of one of the kernel's attributes: where, what was there, and what is to be there.
public struct AttributeChange: Hashable, Sendable, Codable {
  /// The attribute, below the host's root.
  public let path: String
  /// What it was; nil for nothing.
  public let old: String?
  /// What it is to be; nil for nothing.
  public let new: String?

  /// A change.
  public init(path: String, old: String?, new: String?) {
    self.path = path
    self.old = old
    self.new = new
  }
}
