import Libvirt
import MachineModel
import Text

/// Performs one step of a creation, and judges what a failure of it means.
struct CreationAction: Sendable {
  let hypervisor: Hypervisor
  /// What is made; nil where only disks are copied.
  let plan: CreationPlan?
  /// Gets the number of bytes that a step has copied so far.
  let copied: @Sendable (UInt64) async -> Void

  var connection: Connection { hypervisor.connection }

  /// What became of a step.
  enum Outcome: Sendable {
    /// It is done.
    case performed
    /// Somebody else has done it meanwhile: nothing of it is ours to undo.
    case wasThere
    /// Somebody else has taken the name.
    case taken(NeuronError)
    /// It failed, for a reason that is no word of libvirt's.
    case broken(NeuronError)
    /// The storage has no space left.
    case full(LibvirtError)
    /// It failed; when libvirt refused it before it began, nothing of it is there.
    case failed(LibvirtError, beforeItBegan: Bool = false)
  }

  func perform(_ step: CreationStep) async -> Outcome {
    do {
      if let outcome = try await copy(step) { return outcome }
      try await act(step)
      return .performed
    } catch {
      return await meaning(of: error, in: step)
    }
  }

  private func act(_ step: CreationStep) async throws(LibvirtError) {
    switch step {
    case .definePool(let id, let name, let path):
      let pool = StoragePoolDefinition(id: id, name: name, path: path)
      _ = try await connection.defineStoragePool(pool.element.textForLibvirt())
    case .startPool(let name): try await startPool(name)
    case .startNetwork(let name):
      try await connection.withNetwork(named: name, .long) { network throws(LibvirtError) in
        do throws(LibvirtError) {
          try network.start()
        } catch {
          guard try network.isActive else { throw error }
        }
      }
    case .createDisk(let pool, let volume, let size):
      let xml = try DiskVolumeDefinition(name: volume, capacity: size).element.textForLibvirt()
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        _ = try pool.createVolume(xml)
      }
    case .define:
      guard let plan else { return }
      _ = try await connection.define(plan.xmlWithPasswords ?? plan.xml, validate: plan.isFromTemplate)
    case .start(let id):
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        try domain.start(paused: false)
      }
    case .pressKey, .verify, .copyDisk, .linkDisk, .convertImage, .uploadDisk, .placeFile, .copyFirmware,
      .writeFirmware:
      break
    }
  }

  /// Starts a pool, whose folder may be missing; somebody else may do the same at the same time.
  private func startPool(_ name: String) async throws(LibvirtError) {
    try await connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in
      // Making a folder that is there is nothing, and a pool that is active needs none.
      try? pool.build()
      do throws(LibvirtError) {
        try pool.start()
      } catch {
        guard try pool.isActive else { throw error }
      }
      try pool.setStartsAutomatically(true)
    }
  }

  // MARK: - Failures

  /// Judges by what is there now, because libvirt has no codes for most of this.
  private func meaning(of error: LibvirtError, in step: CreationStep) async -> Outcome {
    switch step {
    case .definePool(_, let name, let path):
      return await hasPool(name, at: path) ? .wasThere : .failed(error)
    case .createDisk(let pool, let volume, _), .linkDisk(_, _, let pool, let volume, _),
      .uploadDisk(_, let pool, let volume), .placeFile(_, _, _, let pool, let volume):
      return await meaning(of: error, forDisk: volume, in: pool)
    case .copyDisk(let copy): return await meaning(of: error, forDisk: copy.volume, in: copy.pool)
    case .define(let id):
      let name = plan?.name.description ?? ""
      let other = try? await connection.domainID(named: name)
      if let other, other != id { return .taken(.machineExists(name)) }
      // Another machine has got the UUID meanwhile: an undo, which goes by that, would remove it.
      if let found = try? await domainName(id), found != name { return .taken(.machineExists(found)) }
      return .failed(error)
    case .startPool, .startNetwork, .start, .pressKey, .verify, .convertImage, .copyFirmware, .writeFirmware:
      return .failed(error)
    }
  }

  private func meaning(of error: LibvirtError, forDisk volume: String, in pool: String) async -> Outcome {
    // Whatever else can be found out: this disk is not ours, and must not be undone.
    if error.code == .storageVolumeExists { return .taken(.refused([.diskTaken(volume, pool: pool)])) }
    // libvirt says this of a file that it had not listed, or of a pool that is off.
    if error.code == .operationInvalid {
      return await hasVolume(volume, in: pool)
        ? .taken(.refused([.diskTaken(volume, pool: pool)])) : .failed(error, beforeItBegan: true)
    }
    return await isFull(pool) ? .full(error) : .failed(error)
  }

  private func hasPool(_ name: String, at path: String) async -> Bool {
    let pool = try? await connection.withStoragePool(named: name) { pool throws(LibvirtError) in try pool.xml() }
    return pool.flatMap(StoragePoolDefinition.path(inXML:)) == path
  }

  private func hasVolume(_ volume: String, in pool: String) async -> Bool {
    let names = try? await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
      // libvirt may not have listed a file that somebody has copied there.
      try pool.refresh()
      return try pool.volumes().map(\.name)
    }
    return names?.contains(volume) ?? false
  }

  private func isFull(_ pool: String) async -> Bool {
    let info = try? await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
      try pool.refresh()
      return try pool.info()
    }
    return info.map { $0.available < Rollback.mostAllocatedByNewDisk } ?? false
  }
}
