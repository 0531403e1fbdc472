public import MachineModel

/// A disk or drive of a machine, with its size.
public struct AttachedDisk: Sendable, Hashable {
  /// What it is, now or at the next start.
  public let disk: Disk
  /// The file or volume behind it; nil for an empty drive.
  public let place: String?
  /// The size that the guest sees; nil for an empty drive, and where it cannot be read.
  public let capacity: ByteCount?
  /// The space that it takes on the host; nil likewise.
  public let allocation: ByteCount?
  /// Why its size cannot be read: its file may be gone; nil when it can, or nothing is in it.
  public let fault: String?
  /// Whether the machine has it now.
  public let isThereNow: Bool
  /// Whether it will have it at its next start.
  public let isThereNext: Bool
}
