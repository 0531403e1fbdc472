/// One thing to do before a device can be given away.
public struct PassthroughStep: Hashable, Sendable {
  /// What kind of thing it is, which is also its place in the order.
  public let kind: Kind
  /// What to do.
  public let title: String
  /// The commands that do it; empty when none does.
  public let commands: [String]

  /// Kinds of steps, in the order in which they are taken.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Change a setting of the firmware.
    case firmware
    /// Change what the kernel is started with.
    case kernelParameter
    /// Get another kernel or module.
    case kernel
    /// Start the computer again.
    case restart
    /// Make the host let go of the device.
    case free
    /// Say what becomes of the other devices of the group.
    case group
    /// Change the machine.
    case machine
    /// Look again.
    case check
  }

  /// Creates a step.
  public init(_ kind: Kind, _ title: String, _ commands: [String] = []) {
    self.kind = kind
    self.title = title
    self.commands = commands
  }

  /// Whether it takes effect only when the computer starts again.
  var needsRestart: Bool { [.firmware, .kernelParameter, .kernel].contains(kind) }
}
