import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension CreationAction {
  /// Performs a step that copies; does nothing for any other.
  ///
  /// Returns what is wrong where libvirt has no word for it; throws libvirt's own errors.
  func copy(_ step: CreationStep) async throws(LibvirtError) -> NeuronError? {
    switch step {
    case .verify(let parts): return await here { () async throws(NeuronError) in try await verify(parts) }
    case .copyDisk(let copy):
      switch copy.way {
      case .libvirt: try await copyByLibvirt(copy)
      case .file, .convert: return await here { () async throws(NeuronError) in try await copyHere(copy) }
      }
    case .linkDisk(let base, let format, let pool, let volume, let capacity):
      let xml = try DiskVolumeDefinition.link(volume, to: base, format, capacity: capacity).textForLibvirt()
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        _ = try pool.createVolume(xml)
      }
    case .convertImage(let image, let path):
      return await here { () async throws(NeuronError) in try await convert(image, to: path) }
    case .uploadDisk(let file, let pool, let volume):
      return await here { () async throws(NeuronError) in try await upload(file, to: volume, in: pool) }
    case .copyFirmware(let from, let to): try await copyFirmware(from, to: to)
    case .writeFirmware(let file, let offset, let size, let path):
      return await here { () async throws(NeuronError) in
        try await writeFirmware(file, offset: offset, size: size, to: path)
      }
    case .definePool, .startPool, .startNetwork, .createDisk, .define, .start, .pressKey: break
    }
    return nil
  }

  private func here(_ body: () async throws(NeuronError) -> Void) async -> NeuronError? {
    do throws(NeuronError) {
      try await body()
      return nil
    } catch {
      return error
    }
  }

  /// Compares all checksums; throws the first that is wrong.
  private func verify(_ parts: [CheckedPart]) async throws(NeuronError) {
    var done: UInt64 = 0
    for part in parts {
      do throws(FileError) {
        let file = try InputFile(path: part.path)
        file.willReadInOrder()
        var (sha256, sha1) = (SHA256(), SHA1())
        var offset = part.member.offset
        let end = offset + part.member.size
        while offset < end, !Task.isCancelled {
          let bytes = try file.read(at: offset, count: Int(min(end - offset, 4 << 20)))
          guard !bytes.isEmpty else { throw FileError(path: part.path, reason: tr("it became shorter meanwhile")) }
          switch part.checksum.algorithm {
          case .sha256: sha256.update(bytes.span)
          case .sha1: sha1.update(bytes.span)
          }
          offset += UInt64(bytes.count)
          done += UInt64(bytes.count)
          await copied(done)
        }
        if Task.isCancelled { throw FileError(path: part.path, reason: "") }
        let found = part.checksum.algorithm == .sha256 ? sha256.digest.description : sha1.hexadecimal
        guard found == part.checksum.hexadecimal else {
          throw FileError(
            path: part.path,
            reason: tr(
              "“%1$@” in it is damaged: its checksum is %2$@ instead of %3$@", part.member.name, found,
              part.checksum.hexadecimal))
        }
      } catch {
        if Task.isCancelled { throw .cancelled }
        throw NeuronError(error)
      }
    }
  }

  // MARK: - Disks

  /// Has libvirt copy, and looks once a second how far it is: there is no event for that.
  private func copyByLibvirt(_ copy: DiskCopy) async throws(LibvirtError) {
    let xml = try DiskVolumeDefinition.copy(copy).textForLibvirt()
    let source: StorageVolumeSource
    switch copy.source {
    case .volume(let path): source = .volume(.path(path))
    case .outside(let path):
      let file = HypervisorFile(path)
      source = .file(file.name, poolXML: try file.poolXML())
    case .image: return
    }
    let watcher = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        let info = try? await connection.withStorageVolume(.name(copy.volume, pool: copy.pool)) {
          volume throws(LibvirtError) in try volume.info()
        }
        if let info { await copied(info.allocation) }
      }
    }
    defer { watcher.cancel() }
    _ = try await connection.copyVolume(source, to: copy.pool, xml, deadline: Self.longestCopy)
  }

  /// No disk takes longer; a daemon that does not answer is noticed much sooner.
  private static let longestCopy = Duration.seconds(48 * 3600)

  private func copyHere(_ copy: DiskCopy) async throws(NeuronError) {
    switch (copy.source, copy.way) {
    case (.volume(let path), .file), (.outside(let path), .file): try await copyFile(path, to: copy.path)
    case (.volume(let path), _), (.outside(let path), _):
      try await convert(BlockNode(path: path, format: copy.sourceFormat ?? copy.format), copy, to: copy.path)
    case (.image(let image), _): try await convert(BlockNode(image), copy, to: copy.path)
    }
    // libvirt has to see the new file before anybody asks for it.
    try await hypervisor.asking(tr("Looking for the new disk")) { () async throws(LibvirtError) in
      try await connection.withStoragePool(named: copy.pool, .long) { pool throws(LibvirtError) in
        try pool.refresh()
        _ = try pool.withVolume(named: copy.volume) { volume throws(LibvirtError) in try volume.record() }
      }
    }
  }

  private func copyFile(_ path: String, to new: String) async throws(NeuronError) {
    do throws(FileError) {
      let copy = try FileCopy(of: path, to: new)
      var next: UInt64? = 0
      while let offset = next, !Task.isCancelled {
        next = try copy.copy(from: offset)
        await copied(next ?? copy.size)
      }
      guard Task.isCancelled || copy.isUnchanged else {
        throw FileError(path: path, reason: tr("somebody wrote to it while it was copied"))
      }
    } catch {
      throw NeuronError(error)
    }
    if Task.isCancelled { throw .cancelled }
  }

  private func convert(_ image: BlockNode, _ copy: DiskCopy, to path: String) async throws(NeuronError) {
    try await convert(image, to: path, format: copy.format, capacity: copy.capacity)
  }

  private func convert(_ image: ImageSource, to path: String) async throws(NeuronError) {
    let folder = HypervisorFile(path).folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(path: folder, reason: "\(error)")
    }
    try await convert(BlockNode(image), to: path, format: "qcow2", capacity: image.capacity)
  }

  private func convert(
    _ image: BlockNode, to path: String, format: String, capacity: UInt64
  ) async throws(NeuronError) {
    // Made here first: never over a file that is there, and nobody else may read it.
    do throws(FileError) {
      try Folder.makeFile(path)
    } catch {
      throw NeuronError(error)
    }
    // The tables of a full image take less than a hundredth.
    let most = capacity + capacity / 100 + 64 << 20
    let copied = copied
    try await QEMUImageProgram().convert(image, to: path, format: format, mostBytes: most) { part in
      await copied(UInt64(Double(capacity) * min(max(part, 0), 1)))
    }
  }

  /// Sends a file, and removes it.
  private func upload(_ path: String, to volume: String, in pool: String) async throws(NeuronError) {
    do {
      let file = try InputFile(path: path)
      file.willReadInOrder()
      // libvirt takes what comes as it is, and finds out anew what it is afterwards.
      let xml = try DiskVolumeDefinition.raw(volume, size: file.size).textForLibvirt()
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        _ = try pool.createVolume(xml)
      }
      var offset: UInt64 = 0
      try await connection.upload(to: .name(volume, pool: pool), length: file.size) {
        if Task.isCancelled { throw CancellationError() }
        let bytes = try file.read(at: offset, count: 1 << 20)
        offset += UInt64(bytes.count)
        await copied(offset)
        return bytes
      }
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in try pool.refresh() }
      try Folder.remove(path)
    } catch let error as FileError {
      throw NeuronError(error)
    } catch let error as LibvirtError {
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Sending the disk"))
    } catch {
      throw .cancelled
    }
  }

  // MARK: - Firmware

  private func copyFirmware(_ from: String, to: String) async throws(LibvirtError) {
    let (source, target) = (HypervisorFile(from), HypervisorFile(to))
    try await inFolder(of: target) { pool throws(LibvirtError) in
      try pool.withVolume(named: source.name) { volume throws(LibvirtError) in
        let xml = try DiskVolumeDefinition.raw(target.name, size: try volume.info().capacity).textForLibvirt()
        _ = try pool.createVolume(xml, copying: volume)
      }
    }
  }

  private func writeFirmware(
    _ path: String, offset: UInt64, size: UInt64, to new: String
  ) async throws(NeuronError) {
    let target = HypervisorFile(new)
    do {
      let bytes = try InputFile(path: path).read(at: offset, count: Int(clamping: size))
      let xml = try DiskVolumeDefinition.raw(target.name, size: size).textForLibvirt()
      try await connection.writeVolume(bytes, xml, inPool: try target.poolXML())
    } catch let error as FileError {
      throw NeuronError(error)
    } catch let error as LibvirtError {
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Writing the firmware's variables"))
    } catch {
      throw .cancelled
    }
  }

  /// A folder can be one pool at a time: another command of ours may look into it just now.
  private func inFolder(
    of file: HypervisorFile,
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Void
  ) async throws(LibvirtError) {
    for _ in 0..<10 {
      do throws(LibvirtError) {
        return try await connection.withTransientStoragePool(file.poolXML(), builds: true, body)
      } catch {
        guard error.code == .operationFailed else { throw error }
      }
      try? await Task.sleep(for: .milliseconds(200))
    }
    try await connection.withTransientStoragePool(file.poolXML(), builds: true, body)
  }
}
