import FoundationEssentials
import Libvirt
import Text
import XML

extension ISOLibrary {
  /// The pool for a new ISO, active: the one asked for, else ours, which is made when it is missing.
  func readyPool(_ wanted: String?) async throws(NeuronError) -> String {
    if let wanted {
      guard let pool = try await hypervisor.poolFacts(named: wanted) else {
        throw .refused([try await missing(wanted)])
      }
      guard pool.isFolder else { throw .refused([.poolKind(wanted)]) }
      if !pool.isActive { try await start(wanted) }
      return wanted
    }
    if let pool = try await hypervisor.poolFacts(named: Self.poolName) {
      guard pool.isFolder else { throw .refused([.poolKind(Self.poolName)]) }
      if !pool.isActive { try await start(Self.poolName) }
      return Self.poolName
    }
    // Another tool may keep a pool of another name on the same folder, and libvirt allows only one.
    for other in try await pools() {
      guard let pool = try await hypervisor.poolFacts(named: other), pool.path == standardPath, pool.isFolder else {
        continue
      }
      if !pool.isActive { try await start(other) }
      return other
    }
    return try await make()
  }

  private func make() async throws(NeuronError) -> String {
    let definition = StoragePoolDefinition(id: UUID(), name: Self.poolName, path: standardPath)
    do throws(LibvirtError) {
      _ = try await connection.defineStoragePool(try definition.element.textForLibvirt())
    } catch {
      // Somebody else may have made it meanwhile.
      guard (try? await hypervisor.poolFacts(named: Self.poolName)) != nil else {
        throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Making the storage pool “%1$@”", Self.poolName))
      }
    }
    try await start(Self.poolName)
    return Self.poolName
  }

  /// Starts a pool, whose folder may be missing; somebody else may do the same at the same time.
  private func start(_ name: String) async throws(NeuronError) {
    try await hypervisor.asking(tr("Starting the storage pool “%1$@”", name)) { () async throws(LibvirtError) in
      try await connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in
        try? pool.build()
        do throws(LibvirtError) {
          try pool.start()
        } catch {
          guard try pool.isActive else { throw error }
        }
        if name == Self.poolName { try? pool.setStartsAutomatically(true) }
      }
    }
  }

  private func pools() async throws(NeuronError) -> [String] {
    try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await hypervisor.storagePools()
    }.map(\.name)
  }

  private func missing(_ name: String) async throws(NeuronError) -> Problem {
    let others = try await pools()
    return Problem(
      code: "pool.missing", message: tr("There is no storage pool “%1$@”.", name),
      remedy: others.isEmpty
        ? tr("Leave --pool out: a pool is then made.")
        : tr("The storage pools are: %1$@.", others.sorted().joined(separator: ", ")), kind: .notFound)
  }
}

extension Problem {
  /// A pool that takes no files.
  static func poolKind(_ name: String) -> Problem {
    Problem(
      code: "pool.kind", message: tr("The storage pool “%1$@” holds no files, so it takes no ISO.", name),
      remedy: tr("Choose a pool that is a folder with --pool."))
  }
}
