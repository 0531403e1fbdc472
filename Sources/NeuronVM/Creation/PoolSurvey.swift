import Libvirt
import MachineModel
import Text

/// Asks a hypervisor for the storage pool that takes new disks.
struct PoolSurvey: Sendable {
  let hypervisor: Hypervisor
  /// The pool that the user names; nil for `default`.
  let requested: String?
  /// The volumes that are to be made, whose names should be free.
  let volumes: [String]

  private var name: String { requested ?? "default" }

  /// The pool as it is when there is none yet.
  var standardPool: CreationFacts.Pool { CreationFacts.Pool(name: name, path: standardPath) }

  private var standardPath: String {
    guard hypervisor.choice.isSession else { return "/var/lib/libvirt/images" }
    return hypervisor.directories.data + "/libvirt/images"
  }

  /// The pool, or what stands in its way, for the facts of a creation.
  func finding() async throws(NeuronError) -> CreationSurvey.Finding {
    if let pool = try await hypervisor.poolFacts(named: name, wanting: volumes) { return { $0.pool = pool } }
    let others = try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await hypervisor.storagePools()
    }
    guard requested == nil else {
      let problem = Problem(
        code: "pool.missing", message: tr("There is no storage pool “%1$@”.", name),
        remedy: others.isEmpty
          ? tr("Leave --pool out: a pool is then made.")
          : tr("The storage pools are: %1$@.", others.map(\.name).joined(separator: ", ")), kind: .notFound)
      return { $0.problems.append(problem) }
    }
    // Another tool may keep a pool of another name on the same folder, and libvirt allows only one.
    for other in others {
      if let pool = try await hypervisor.poolFacts(named: other.name, wanting: volumes), pool.isFolder,
        pool.path == standardPath
      {
        return { $0.pool = pool }
      }
    }
    // Where the home folder of that user is over there, nobody tells.
    if hypervisor.choice.isSession, !hypervisor.choice.isLocal {
      let problem = Problem(
        code: "pool.missing", message: tr("There is no storage pool “%1$@” at %2$@.", name, hypervisor.choice.uri),
        remedy: tr(
          "Make one there: virsh pool-define-as %1$@ dir --target FOLDER, then virsh pool-build and virsh pool-start.",
          ShellWord(name)))
      return { $0.problems.append(problem) }
    }
    return {
      $0.pool.exists = false
      $0.pool.isActive = false
    }
  }
}
