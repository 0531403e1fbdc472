import MachineModel
import XML

/// How a device of the host is taken from a machine; a value, to be shown before anything is done.
struct DetachmentPlan: Sendable, Hashable {
  /// The device's name and address.
  let title: String
  /// The functions that go, from the definition or from what runs.
  let functions: Set<PCIAddress>
  /// What is done, one sentence each.
  let steps: [String]
  /// What differs in the machine's definition.
  let difference: LineDifference
  /// The definition as it should be; nil when it stays.
  let definition: Element?
  /// The functions that the running machine has and can let go, in the order in which they leave: the first that came
  /// goes last, because libvirt gives it back at once, and the kernel takes nothing of a group that a machine still has.
  let live: [PCIAddress]
  /// The functions that the host is to have back.
  let returning: Set<PCIAddress>
  /// What may be wrong.
  let warnings: [String]
}
