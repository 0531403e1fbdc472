import Text

/// One thing that a computer needs for machines, and how it stands.
public struct HostCheckLine: Sendable, Hashable {
  /// A stable name for programs.
  public let code: String
  /// How it stands.
  public let status: Status
  /// What was looked at.
  public let title: String
  /// What was found.
  public let finding: String
  /// What to do; nil when nothing is to be done.
  public let remedy: String?

  /// How a thing stands.
  public enum Status: String, Sendable, Hashable {
    /// It is well.
    case ok
    /// Machines run, but something is missing for some of them.
    case warning
    /// No machine runs before this is mended.
    case problem

    /// The word for a person.
    public var title: String {
      switch self {
      case .ok: tr("ok")
      case .warning: tr("warning")
      case .problem: tr("problem")
      }
    }
  }
}
