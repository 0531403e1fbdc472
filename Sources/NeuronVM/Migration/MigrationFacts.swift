import FoundationEssentials
import Libvirt
import MachineModel

/// What the planning of a move has to know; a value.
struct MigrationFacts: Sendable {
  var name: String
  var id: UUID
  var state: MachineState
  /// As it runs, or as it is defined when it is off.
  var machine: MovedMachine
  var isPersistent = true
  var startsWithHost = false
  var isSaved = false
  var snapshots: [String] = []
  var source: String
  var target: String
  /// Whether both addresses lead to the same hypervisor, or to two on the same computer.
  var isSameHost = false
  /// Whether the target has a machine of this name, which is another one.
  var nameIsTaken = false
  /// Whether the target has this machine already.
  var isThere = false
  /// Whether the target's hypervisor has such machines; nil when it does not tell.
  var isOffered: Bool?
  /// What the target's processor is to the machine's; nil when it cannot be told.
  var processor: CPUComparison?
  /// Networks and bridges that the target does not have.
  var missingNetworks: [String] = []
  /// Networks that are there and do not run.
  var stoppedNetworks: [String] = []
  /// Bridges and interfaces of which it cannot be told.
  var unknownNetworks: [String] = []
  var disks: [DiskFacts] = []
  /// Whether the target has no file where the firmware's variables are here, so that the one here is of no use later.
  var variablesStay = false

  /// A disk or medium with a place on a computer.
  struct DiskFacts: Sendable {
    var disk: Disk
    /// What it is called: its path, or pool and volume.
    var place: String
    /// As the source has it; nil when it cannot be told.
    var here: VolumeLook.Facts?
    /// Whether it is known not to be at the source any more.
    var isGone = false
    /// As the target has it.
    var there: VolumeLook.Answer
  }
}
