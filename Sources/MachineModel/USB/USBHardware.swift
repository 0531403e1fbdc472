/// What is plugged into a host, and what decides whether it may go; read in one go.
///
/// What could not be read is nil, and whoever decides by it must then assume the worse.
public struct USBHardware: Hashable, Sendable {
  /// The devices, by their ports; nil when there is no USB, or it cannot be read.
  public var devices: [USBDevice]?
  /// Every keyboard and mouse of the host, USB or not; nil when not told, or not fully.
  public var inputDevices: [InputDevice]?
  /// File systems whose disks could not be found out, which may be on any device with storage; nil when not told at all.
  public var unplacedDisks: [DiskUse]?

  /// Nothing known.
  public init(devices: [USBDevice]? = nil, inputDevices: [InputDevice]? = nil, unplacedDisks: [DiskUse]? = nil) {
    self.devices = devices
    self.inputDevices = inputDevices
    self.unplacedDisks = unplacedDisks
  }
}
