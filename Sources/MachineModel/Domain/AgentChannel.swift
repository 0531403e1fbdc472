public import XML

/// A virtio-serial port through which the host speaks with a program in the guest.
public struct AgentChannel: Hashable, Sendable {
  /// The name of the port, by which the guest finds it.
  public let name: String

  /// The QEMU guest agent's port.
  public static let qemu = AgentChannel(name: "org.qemu.guest_agent.0")
  /// Our guest agent's port.
  public static let neuron = AgentChannel(name: "org.neuronos.guest.0")

  /// A port of any name.
  public init(name: String) { self.name = name }

  /// The `<channel>` of a domain; libvirt chooses the path of the socket.
  public var element: Element {
    Element("channel", ["type": "unix"]) { Element("target", ["type": "virtio", "name": name]) }
  }
}
