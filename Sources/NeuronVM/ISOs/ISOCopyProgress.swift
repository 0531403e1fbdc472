/// How far the copying of an ISO has come.
public struct ISOCopyProgress: Sendable, Hashable {
  /// What is being done.
  public enum Phase: Sendable, Hashable {
    /// The file is compared with what is there already.
    case comparing
    /// It is copied.
    case copying
    /// All is copied; the disk takes it.
    case finishing
  }

  /// What is being done.
  public let phase: Phase
  /// How many bytes are done.
  public let done: UInt64
  /// How many there are.
  public let total: UInt64
}
