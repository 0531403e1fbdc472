public import MachineModel
import XML

/// How a machine is given a device of its host; a value, to be shown before anything is done.
public struct AttachmentPlan: Sendable, Hashable {
  /// The device.
  public let subject: PassthroughSubject
  /// What is done, one sentence each; empty when the machine has it already.
  public let steps: [String]
  /// What differs in the machine's definition.
  public let difference: LineDifference
  /// What stands in the way of the next start, or may be wrong.
  public let warnings: [String]
  /// The definition as it should be; nil when it stays.
  let definition: Element?
  /// What the machine that runs is given now: a `<hostdev>` for each function that it lacks, by address.
  let live: [PCIAddress: Element]

  /// Whether nothing has to be done.
  public var isEmpty: Bool { definition == nil && live.isEmpty }
}
