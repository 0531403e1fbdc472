/// A process that has nodes of a device open.
public struct DeviceHolder: Hashable, Sendable {
  /// Its number.
  public let process: Int
  /// The kernel's name of it; empty when it could not be read.
  public let name: String
  /// The nodes, like `/dev/dri/card0`.
  public var nodes: [String]
  /// The functions they belong to.
  public var devices: Set<PCIAddress>

  /// A process with its nodes.
  public init(process: Int, name: String, nodes: [String], devices: Set<PCIAddress>) {
    self.process = process
    self.name = name
    self.nodes = nodes
    self.devices = devices
  }

  /// The process for a person, `gnome-shell (pid 1234)`.
  public var title: String { (name.isEmpty ? "?" : name) + " (pid \(process))" }

  /// Whether it only watches the sound card's controls, as sound servers do with every card: they let go of it.
  public var onlyWatchesSound: Bool { nodes.allSatisfy { $0.hasPrefix("/dev/snd/controlC") } }
  /// Whether it has the device for a machine.
  public var isMachine: Bool { nodes.contains { $0.hasPrefix("/dev/vfio/") } }
}
