/// What a message of libvirt, QEMU or the kernel means, in words for the machine's owner.
public struct Explanation: Hashable, Sendable {
  /// A stable name for programs, such as `disk.locked`; never translated.
  public let code: String
  /// How bad it is.
  public let severity: Severity
  /// What is the case, in a sentence.
  public let cause: String
  /// What that leads to; nil where the cause says it.
  public let consequence: String?
  /// What to do about it; nil where nothing needs to be done.
  public let remedy: String?
  /// A command that does it or shows more; nil where there is none, or where it needs a name that is not known.
  public let command: [CommandPiece]?

  /// How bad a message is.
  public enum Severity: String, Sendable, CaseIterable {
    /// Something was not done.
    case failure
    /// Something may go wrong.
    case warning
    /// Something was not done, and the reason is in another message.
    case general
    /// It looks bad and is not.
    case harmless
  }

  /// A part of a command line.
  public enum CommandPiece: Hashable, Sendable {
    /// Words of ours, as they are typed in a shell.
    case text(String)
    /// A value from the message, which a shell must not read as anything else: to be quoted.
    case value(String)
  }
}

extension Explanation.Severity {
  /// Of two messages in one text, the one with the greater rank is the reason.
  var rank: Int {
    switch self {
    case .failure: 3
    case .warning: 2
    case .general: 1
    case .harmless: 0
    }
  }
}
