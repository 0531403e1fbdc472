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
  /// The functions that each node belongs to; a node that is missing belongs to all of ``devices``.
  public var owners: [String: Set<PCIAddress>]

  /// A process with its nodes.
  public init(
    process: Int, name: String, nodes: [String], devices: Set<PCIAddress>, owners: [String: Set<PCIAddress>] = [:]
  ) {
    self.process = process
    self.name = name
    self.nodes = nodes
    self.devices = devices
    self.owners = owners
  }

  /// The process with those of its nodes that belong to some functions; nil when none does.
  public func holding(_ functions: Set<PCIAddress>) -> DeviceHolder? {
    guard !devices.isDisjoint(with: functions) else { return nil }
    var holder = self
    holder.nodes = nodes.filter { !(owners[$0] ?? devices).isDisjoint(with: functions) }
    holder.owners = owners.filter { holder.nodes.contains($0.key) }
    holder.devices = devices.intersection(functions)
    return holder.nodes.isEmpty ? nil : holder
  }

  /// The process for a person, `gnome-shell (pid 1234)`.
  public var title: String { (name.isEmpty ? "?" : name) + " (pid \(process))" }

  /// Whether it only watches: the controls of sound cards, as sound servers do, or keys and pointers, as desktops do.
  ///
  /// Such a process lets go of a device that leaves, as it does when something is unplugged.
  public var onlyWatches: Bool { nodes.allSatisfy { Self.isSoundControl($0) || Self.isInput($0) } }
  /// Whether it watches a sound card's controls.
  public var watchesSound: Bool { nodes.contains(where: Self.isSoundControl) }
  /// Whether it listens to keys and pointers.
  public var listensToInput: Bool { nodes.contains(where: Self.isInput) }
  /// Whether it has the device for a machine.
  public var isMachine: Bool { nodes.contains { $0.hasPrefix("/dev/vfio/") } }

  private static func isSoundControl(_ node: String) -> Bool { node.hasPrefix("/dev/snd/controlC") }
  private static func isInput(_ node: String) -> Bool { node.hasPrefix("/dev/input/") }
}
