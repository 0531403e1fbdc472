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
  /// The functions that the running machine has.
  let live: Set<PCIAddress>
}
