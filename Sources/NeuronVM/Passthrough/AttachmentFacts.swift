import MachineModel

/// What the planning of giving a device has to know; read once, and then only a value.
struct AttachmentFacts: Sendable, Hashable {
  /// The judgement of the device, the machine and the others considered.
  let report: PassthroughReport
  /// The address that the user typed.
  let typed: PCIAddress
  /// The absolute path of the ROM's file; nil without one.
  var romPath: String?
  /// What stands in the way of that file.
  var romProblems: [Problem] = []
  /// Whether the hypervisor belongs to one user, who may not take devices from the host.
  var isSession = false
  /// Whether the machine's memory is on disk.
  var isSaved = false
  /// Whether the user has said to have another way into the host without this device.
  var hasAnotherWayIn = false
}
