import MachineModel

/// What the planning of a shared folder has to know; read once, and then only a value.
struct ShareFacts: Sendable, Hashable {
  /// The folder, without links where this computer can see it.
  var path: String
  /// What the hypervisor offers.
  var capabilities: HostCapabilities
  /// Whether libvirt shares folders for such a machine.
  var support = ShareSupport.unknown
  /// Whether the machines belong to one user.
  var isSession = false
  /// Whether libvirt can give a folder to the running machine without harm.
  ///
  /// libvirt 9.0 puts virtiofsd into the machine's control group without looking whether there is one, and libvirtd ends
  /// by it, which was seen on a host without control groups.
  var canHotPlug = false
  /// What stands in the way of the folder.
  var problems: [Problem] = []
  /// What may be wrong with it.
  var warnings: [String] = []
}
