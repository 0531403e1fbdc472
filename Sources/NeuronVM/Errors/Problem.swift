/// One thing that stands in the way, with its remedy.
public struct Problem: Hashable, Sendable {
  /// A stable name for programs, such as `name.taken`.
  public let code: String
  /// What is wrong, in a sentence.
  public let message: String
  /// What to do about it; nil when the sentence already says it.
  public let remedy: String?

  /// Creates a problem.
  public init(code: String, message: String, remedy: String? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
