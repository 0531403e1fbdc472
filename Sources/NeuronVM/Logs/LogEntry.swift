public import FoundationEssentials
public import MachineModel

/// A line of a machine's log.
public struct LogEntry: Hashable, Sendable {
  /// When it was; nil where nothing tells it.
  public var time: Date?
  /// Who says it.
  public var source: Source
  /// What it says, as it came: it may hold anything but line ends.
  public var text: String
  /// What that means; nil where it is not known.
  public var explanation: Explanation?

  /// Who writes into a machine's log.
  public enum Source: String, Sendable, Encodable {
    /// QEMU, which runs the machine.
    case qemu
    /// libvirt, which starts and stops QEMU.
    case libvirt
    /// This program.
    case neuronVM
  }
}
