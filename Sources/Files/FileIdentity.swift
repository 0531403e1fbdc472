/// What tells a file, and a state of its content, from others on the same computer.
public struct FileIdentity: Hashable, Sendable, Codable {
  /// The number of its file system.
  public let device: UInt64
  /// Its number there.
  public let number: UInt64
  /// Its size in bytes.
  public let size: UInt64
  /// When its content was changed last, by its own word.
  public let modified: Moment
  /// When anything of it was changed last; nobody can set this.
  public let changed: Moment

  /// A moment since 1970, to the nanosecond.
  public struct Moment: Hashable, Sendable, Codable {
    let seconds: Int64
    let nanoseconds: Int64
  }
}
