/// How a machine needs a file.
struct FileUse: Hashable, Sendable {
  /// The machine's name.
  let machine: String
  /// What it is to it.
  let role: Role

  /// What a file is to a machine.
  enum Role: Hashable, Sendable {
    /// It is in one of its drives, or one of its disks, stands under one, or starts it.
    case device
    /// Its memory is on disk, and goes on with this file where it was.
    case savedMemory
    /// The snapshot of this name holds it, or goes on with it.
    case snapshot(String)
  }
}
