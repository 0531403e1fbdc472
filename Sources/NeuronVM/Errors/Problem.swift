/// One thing that stands in the way, with its remedy.
public struct Problem: Hashable, Sendable {
  /// A stable name for programs, such as `name.taken`.
  public let code: String
  /// What is wrong, in a sentence.
  public let message: String
  /// What to do about it; nil when the sentence already says it.
  public let remedy: String?
  /// What kind of problem it is; the exit code goes by it.
  public let kind: Kind

  /// The kinds of problems.
  public enum Kind: Hashable, Sendable {
    /// It cannot be done as it was asked.
    case obstacle
    /// What the user named is not there: a disk, a file, a storage pool, the number of a change.
    case notFound
  }

  /// Creates a problem.
  public init(code: String, message: String, remedy: String? = nil, kind: Kind = .obstacle) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.kind = kind
  }
}
