/// What has to be known of machines, to judge whether one can have a device.
public struct MachineUse: Hashable, Sendable {
  /// The machine's name.
  public let name: String
  /// Whether it runs.
  public let isRunning: Bool
  /// The devices it has.
  public let devices: Set<PCIAddress>
  /// The type of its board, such as `pc-q35-7.2`; nil when not told.
  public let board: String?
  /// Whether it boots by UEFI.
  public let isUEFI: Bool

  /// A machine.
  public init(name: String, isRunning: Bool, devices: Set<PCIAddress>, board: String?, isUEFI: Bool) {
    self.name = name
    self.isRunning = isRunning
    self.devices = devices
    self.board = board
    self.isUEFI = isUEFI
  }
}
