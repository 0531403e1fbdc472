import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension CreationAction {
  /// Performs a step that copies; does nothing for any other.
  ///
  /// Returns what became of it where that is no word of libvirt's, nil when it is done; throws libvirt's own errors.
  func copy(_ step: CreationStep) async throws(LibvirtError) -> Outcome? {
    switch step {
    case .verify(let parts): return try await here { () async throws(StepFailure) in try await verify(parts) }
    case .copyDisk(let copy):
      switch copy.way {
      case .libvirt: try await copyByLibvirt(copy)
      case .file, .convert: return try await here { () async throws(StepFailure) in try await copyHere(copy) }
      }
    case .linkDisk(let base, let format, let pool, let volume, let capacity):
      let xml = try DiskVolumeDefinition.link(volume, to: base, format, capacity: capacity).textForLibvirt()
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        _ = try pool.createVolume(xml)
      }
    case .convertImage(let image, let path):
      return try await here { () async throws(StepFailure) in try await convert(image, to: path) }
    case .uploadDisk(let file, let pool, let volume):
      return try await here { () async throws(StepFailure) in try await upload(file, to: volume, in: pool) }
    case .placeFile(let file, let offset, let size, let pool, let volume):
      return try await here { () async throws(StepFailure) in
        try await send(file, offset: offset, size: size, to: volume, in: pool)
      }
    case .copyFirmware(let from, let to): try await copyFirmware(from, to: to)
    case .writeFirmware(let file, let offset, let size, let path):
      return try await here { () async throws(StepFailure) in
        try await writeFirmware(file, offset: offset, size: size, to: path)
      }
    case .definePool, .startPool, .startNetwork, .createDisk, .define, .start, .pressKey: break
    }
    return nil
  }

  /// Why a step that this process performs itself has failed.
  private enum StepFailure: Error {
    case broken(NeuronError)
    /// Something of that name was there; nothing was made.
    case taken(NeuronError)
    /// libvirt refused to begin.
    case refused(LibvirtError)

    init(_ error: FileError, taken: Problem) {
      self = error.isTaken ? .taken(.refused([taken])) : .broken(NeuronError(error))
    }
  }

  private func here(_ body: () async throws(StepFailure) -> Void) async throws(LibvirtError) -> Outcome? {
    do throws(StepFailure) {
      try await body()
      return nil
    } catch {
      switch error {
      case .broken(let error): return .broken(error)
      case .taken(let error): return .taken(error)
      case .refused(let error): throw error
      }
    }
  }

  /// Compares all checksums; throws the first that is wrong.
  private func verify(_ parts: [CheckedPart]) async throws(StepFailure) {
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
        throw .broken(Task.isCancelled ? .cancelled : NeuronError(error))
      }
    }
  }

  // MARK: - Disks

  /// Has libvirt copy, and looks once a second how far it is: there is no event for that.
  private func copyByLibvirt(_ copy: DiskCopy) async throws(LibvirtError) {
    let xml = try DiskVolumeDefinition.copy(copy).textForLibvirt()
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
    func perform(_ source: StorageVolumeSource) async throws(LibvirtError) {
      _ = try await connection.copyVolume(source, to: copy.pool, xml, deadline: Self.longestCopy)
    }
    switch copy.source {
    case .volume(let path): try await perform(.volume(.path(path)))
    case .outside(let path):
      let file = HypervisorFile(path)
      try await hypervisor.withFolder(file.folder) { pool throws(LibvirtError) in
        try await perform(.file(file.name, in: pool))
      }
    case .image: break
    }
  }

  /// No disk takes longer; a daemon that does not answer is noticed much sooner.
  private static let longestCopy = Duration.seconds(48 * 3600)

  private func copyHere(_ copy: DiskCopy) async throws(StepFailure) {
    let taken = Problem.diskTaken(copy.volume, pool: copy.pool)
    switch (copy.source, copy.way) {
    case (.volume(let path), .file), (.outside(let path), .file): try await copyFile(path, to: copy.path, taken)
    case (.volume(let path), _), (.outside(let path), _):
      try await convert(BlockNode(path: path, format: copy.sourceFormat ?? copy.format), copy, taken)
    case (.image(let image), _): try await convert(BlockNode(image), copy, taken)
    }
    do throws(NeuronError) {
      // A machine is told to be there: its disk must be too, after a power cut. An export syncs its own file.
      do throws(FileError) { if plan != nil { try Folder.sync(copy.path) } } catch { throw NeuronError(error) }
      // libvirt has to see the new file before anybody asks for it.
      try await hypervisor.asking(tr("Looking for the new disk")) { () async throws(LibvirtError) in
        try await connection.withStoragePool(named: copy.pool, .long) { pool throws(LibvirtError) in
          try pool.refresh()
          _ = try pool.withVolume(named: copy.volume) { volume throws(LibvirtError) in try volume.record() }
        }
      }
    } catch {
      throw .broken(error)
    }
  }

  private func copyFile(_ path: String, to new: String, _ taken: Problem) async throws(StepFailure) {
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
      throw StepFailure(error, taken: taken)
    }
    if Task.isCancelled { throw .broken(.cancelled) }
  }

  private func convert(_ image: BlockNode, _ copy: DiskCopy, _ taken: Problem) async throws(StepFailure) {
    try await convert(image, to: copy.path, format: copy.format, capacity: copy.capacity, taken)
  }

  private func convert(_ image: ImageSource, to path: String) async throws(StepFailure) {
    let folder = HypervisorFile(path).folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .broken(.file(path: folder, reason: "\(error)"))
    }
    try await convert(BlockNode(image), to: path, format: "qcow2", capacity: image.capacity, .fileTaken(path))
  }

  private func convert(
    _ image: BlockNode, to path: String, format: String, capacity: UInt64, _ taken: Problem
  ) async throws(StepFailure) {
    // Made here first: never over a file that is there, and nobody else may read it.
    do throws(FileError) {
      try Folder.makeFile(path)
    } catch {
      throw StepFailure(error, taken: taken)
    }
    // The tables of a full image take less than a hundredth.
    let most = capacity.adding(capacity / 100).adding(64 << 20)
    let copied = copied
    let writeback = Task {
      // The disk writes meanwhile, so that there is little to wait for when all of it must be there.
      guard let file = try? VolumeFile(path: path) else { return }
      while (try? await Task.sleep(for: .milliseconds(200))) != nil { file.beginWriteback() }
    }
    defer { writeback.cancel() }
    do throws(NeuronError) {
      try await QEMUImageProgram().convert(image, to: path, format: format, mostBytes: most) { part in
        await copied(UInt64(min(Double(capacity) * min(max(part, 0), 1), 0x1p62)))
      }
    } catch {
      throw .broken(error)
    }
  }

  /// Sends a file, and removes it.
  private func upload(_ path: String, to volume: String, in pool: String) async throws(StepFailure) {
    try await send(path, to: volume, in: pool)
    do throws(FileError) { try Folder.remove(path) } catch { throw .broken(NeuronError(error)) }
  }

  /// Makes a volume with the bytes of a file, or of a part of it; nil means up to its end.
  private func send(
    _ path: String, offset: UInt64 = 0, size: UInt64? = nil, to volume: String, in pool: String
  ) async throws(StepFailure) {
    do {
      let file = try InputFile(path: path)
      file.willReadInOrder()
      let size = size ?? file.size
      // libvirt takes what comes as it is, and finds out anew what it is afterwards.
      let xml = try DiskVolumeDefinition.raw(volume, size: size).textForLibvirt()
      do throws(LibvirtError) {
        try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
          _ = try pool.createVolume(xml)
        }
      } catch {
        throw StepFailure.refused(error)
      }
      var sent: UInt64 = 0
      try await connection.upload(to: .name(volume, pool: pool), length: size) {
        if Task.isCancelled { throw CancellationError() }
        let bytes = try file.read(at: offset + sent, count: Int(min(size - sent, 1 << 20)))
        sent += UInt64(bytes.count)
        await copied(sent)
        return bytes
      }
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in try pool.refresh() }
    } catch let error as StepFailure {
      throw error
    } catch let error as FileError {
      throw .broken(NeuronError(error))
    } catch let error as LibvirtError {
      throw .broken(NeuronError(error, at: hypervisor.choice.uri, doing: tr("Sending the disk")))
    } catch {
      throw .broken(.cancelled)
    }
  }

  // MARK: - Firmware

  private func copyFirmware(_ from: String, to: String) async throws(LibvirtError) {
    let (source, target) = (HypervisorFile(from), HypervisorFile(to))
    try await hypervisor.inFolder(of: target, builds: true) { pool throws(LibvirtError) in
      try pool.withVolume(named: source.name) { volume throws(LibvirtError) in
        let xml = try DiskVolumeDefinition.raw(target.name, size: try volume.info().capacity).textForLibvirt()
        _ = try pool.createVolume(xml, copying: volume)
      }
    }
  }

  private func writeFirmware(
    _ path: String, offset: UInt64, size: UInt64, to new: String
  ) async throws(StepFailure) {
    let target = HypervisorFile(new)
    do {
      let bytes = try InputFile(path: path).read(at: offset, count: Int(clamping: size))
      let xml = try DiskVolumeDefinition.raw(target.name, size: size).textForLibvirt()
      try await hypervisor.withFolder(target.folder) { pool throws(LibvirtError) in
        try await connection.writeVolume(bytes, xml, in: pool)
      }
    } catch let error as FileError {
      throw .broken(NeuronError(error))
    } catch let error as LibvirtError {
      throw .broken(NeuronError(error, at: hypervisor.choice.uri, doing: tr("Writing the firmware's variables")))
    } catch {
      throw .broken(.cancelled)
    }
  }
}
