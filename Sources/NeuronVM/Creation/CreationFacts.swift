import MachineModel

/// What the planning of a machine has to know of the hypervisor; read once, and then only a value.
struct CreationFacts: Sendable, Hashable {
  /// Whether there is a machine of the wanted name.
  var nameIsTaken = false
  /// Where the disk goes.
  var pool: Pool
  /// The network the machine asks for; nil where none of libvirt's is asked for.
  var network: Network?
  /// What the hypervisor offers for the kind of machine that was chosen.
  var capabilities: HostCapabilities = .unknown
  /// What will execute the machine.
  var domainType: DomainType = .kvm
  /// Whether machines of that kind can have System Management Mode.
  var hasSMM = false
  /// Whether this process may make files in the pool's folder.
  var isFolderOurs = false
  /// Where files are put on their way to a hypervisor elsewhere.
  var staging = ""
  /// What stands in the way of the files that were named, and of the choice of acceleration.
  var problems: [Problem] = []
  /// What the user should know of how those answers came about.
  var warnings: [String] = []

  /// A storage pool.
  struct Pool: Sendable, Hashable {
    let name: String
    /// The folder.
    let path: String
    var exists = true
    var isActive = true
    /// Whether its volumes are files in a folder, the only kind that takes a disk of ours.
    var isFolder = true
    /// Free space in bytes; nil while it is not known.
    var available: UInt64?
    /// The names of its volumes; empty while the pool is not active.
    var volumes: Set<String> = []
  }

  /// A network.
  struct Network: Sendable, Hashable {
    let name: String
    let exists: Bool
    let isActive: Bool
  }
}
