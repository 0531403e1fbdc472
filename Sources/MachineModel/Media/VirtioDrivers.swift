/// What is on a medium with Windows' virtio drivers.
public struct VirtioDrivers: Hashable, Sendable, Codable {
  /// The Windows that it has disk and network drivers for, of 64 bits.
  public var systems: Set<GuestSystem> = []
  /// Whether QEMU's guest agent is on it.
  public var hasGuestAgent = false
}
