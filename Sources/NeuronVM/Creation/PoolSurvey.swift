import Libvirt
import MachineModel
import Text
import XML

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
    if let pool = try await pool(named: name) { return { $0.pool = pool } }
    let others = try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await hypervisor.connection.storagePools()
    }
    guard requested == nil else {
      let problem = Problem(
        code: "pool.missing", message: tr("There is no storage pool “%1$@”.", name),
        remedy: others.isEmpty
          ? tr("Leave --pool out: a pool is then made.")
          : tr("The storage pools are: %1$@.", others.map(\.name).joined(separator: ", ")))
      return { $0.problems.append(problem) }
    }
    // Another tool may keep a pool of another name on the same folder, and libvirt allows only one.
    for other in others {
      if let pool = try await pool(named: other.name), pool.isFolder, pool.path == standardPath {
        return { $0.pool = pool }
      }
    }
    return {
      $0.pool.exists = false
      $0.pool.isActive = false
    }
  }

  /// nil when there is none.
  private func pool(named name: String) async throws(NeuronError) -> CreationFacts.Pool? {
    let wanted = volumes
    do throws(LibvirtError) {
      let (xml, isActive, available, volumes) = try await hypervisor.connection.withStoragePool(named: name) {
        pool throws(LibvirtError) in
        let isActive = try pool.isActive
        var names = isActive ? Set(try pool.volumeNames()) : []
        if wanted.contains(where: names.contains) {
          // Somebody may have removed the file: libvirt still lists it until it looks again.
          try? pool.refresh()
          names = Set(try pool.volumeNames())
        }
        return (try pool.xml(), isActive, isActive ? try pool.info().available : nil, names)
      }
      let element = try? Element(parsing: xml)
      return CreationFacts.Pool(
        name: name, path: element?.first("target", "path")?.text ?? "", isActive: isActive,
        isFolder: ["dir", "fs", "netfs"].contains(element?["type"]), available: available, volumes: volumes)
    } catch {
      if error.code == .noStoragePool { return nil }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Reading the storage pool"))
    }
  }
}
