/// One thing that stands in the way of giving a device to a machine, or that is worth knowing before.
public struct PassthroughProblem: Hashable, Sendable {
  /// A stable name for programs, such as `display.boot`.
  public let code: String
  /// How much it matters.
  public var severity: Severity
  /// What is wrong, in a sentence.
  public let message: String
  /// What to do about it; nil when nothing is known to help.
  public let remedy: String?
  /// What the remedy comes to as a step; nil when there is no step to take.
  public let step: PassthroughStep?
  /// Whether the user said to have another way in, so that it no longer refuses.
  public var isOverridden = false

  /// Whether another way into the host makes up for it.
  ///
  /// So it is with what a person would miss: the picture, the network, the keyboard, what else is in the group. Whoever
  /// gets in by another way still has no disk to run from, and what is in use by another machine stays so.
  var isOverridable: Bool {
    guard code != "disk.vital" else { return false }
    return code == "held" || code == "held.unseen"
      || ["display.", "network.", "input.", "group.", "disk."].contains { code.hasPrefix($0) }
  }

  /// How much a problem matters.
  public enum Severity: String, Hashable, Sendable {
    /// This computer cannot do it.
    case impossible
    /// The host would lose what it needs, or may do so.
    case refused
    /// It can be mended.
    case fixable
    /// It works, perhaps not well.
    case warning
  }

  /// Creates a problem.
  public init(
    _ code: String, _ severity: Severity, _ message: String, _ remedy: String? = nil, step: PassthroughStep? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.remedy = remedy
    self.step = step
  }
}
