import MachineModel

/// What the planning of a change has to know besides the machine itself; read once, and then only a value.
struct SettingsFacts: Sendable, Hashable {
  /// libvirt's networks, and whether each runs; nil where they were not needed.
  var networks: [String: Bool]?
  /// The host's memory; nil when the hypervisor does not tell.
  var hostMemory: ByteCount?
  /// The most processors the hypervisor gives a machine; nil when it does not tell.
  var mostProcessors: Int?
  /// The least memory that the machine's system runs with; nil when it is not known.
  var leastMemory: ByteCount?
  /// Whether the machine's memory is saved on disk, with the definition it ran by.
  var isSaved = false
  /// The bridge that was asked for, when this computer does not have it.
  var missingBridge: String?
}
