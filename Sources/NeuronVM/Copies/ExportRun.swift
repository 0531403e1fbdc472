import Files
import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text

/// Writes an export as a transaction: the whole file, or nothing.
struct ExportRun: Sendable {
  let machine: Machine
  let plan: ExportPlan
  let progress: @Sendable (ExportProgress) async -> Void

  private var hypervisor: Hypervisor { machine.hypervisor }

  /// Writes the file; on any failure, and when the task is cancelled, removes what was begun and throws why.
  func perform() async throws(NeuronError) {
    let transaction = try hypervisor.beginTransaction(tr("export “%1$@”", plan.name))
    do throws(NeuronError) {
      try await write(transaction)
      try writing { () throws(JournalError) in try transaction.finish() }
    } catch {
      await progress(.undoing)
      let rollback = Rollback(hypervisor)
      let outcome = await Task { await rollback.undo(transaction.actions) }.value
      guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: error) }
      try writing { () throws(JournalError) in try transaction.finish() }
      throw error
    }
  }

  private func write(_ transaction: Transaction<UndoAction>) async throws(NeuronError) {
    let unique = UUID().uuidString.lowercased()
    let temporary = OutputFile.temporaryPath(for: plan.path, unique: unique)
    try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: .removeFile(path: temporary)) }
    let archive: TarWriter
    do throws(FileError) {
      archive = TarWriter(try OutputFile(path: plan.path, unique: unique))
    } catch {
      throw NeuronError(error)
    }
    var members: [ExportManifest.Member] = []
    func add(_ part: TarWriter.Written, _ kind: ExportManifest.Kind, _ target: String? = nil) {
      members.append(
        .init(name: part.name, kind: kind, sizeBytes: part.size, sha256: part.digest.description, target: target))
    }
    add(try archive.add("domain.xml", Array(plan.definition.utf8)), .definition)
    if let path = plan.variables {
      await progress(.writes(part: tr("the firmware's variables")))
      let file = HypervisorFile(path)
      let bytes = try await hypervisor.asking(tr("Reading the firmware's variables")) { () async throws(LibvirtError) in
        try await hypervisor.withFile(file) { volume throws(LibvirtError) in try volume.contents(atMost: 64 << 20) }
      }
      add(try archive.add("firmware-variables.fd", bytes), .firmwareVariables)
    }
    for file in plan.boot {
      await progress(.writes(part: file.title))
      let bytes = try await hypervisor.asking(tr("Reading %1$@", file.path)) { () async throws(LibvirtError) in
        try await hypervisor.withVolume(at: file.path) { volume throws(LibvirtError) in
          try volume.contents(atMost: Int(file.kind.mostBytes ?? 0))
        }
      }
      add(try archive.add(file.kind.rawValue, bytes), file.kind)
    }
    for disk in plan.disks { add(try await write(disk, to: archive, transaction), .disk, disk.target) }
    guard try await !machine.state().isActive else { throw machine.changedMeanwhile }
    let manifest = ExportManifest(
      machine: plan.name, uuid: plan.id, created: .now, members: members, leftOut: plan.leftOut)
    _ = try archive.add(ExportManifest.member, manifest.encoded())
    if Task.isCancelled { throw .cancelled }
    try archive.finish(replaces: plan.replaces)
  }

  private func write(
    _ disk: ExportPlan.Disk, to archive: TarWriter, _ transaction: Transaction<UndoAction>
  ) async throws(NeuronError) -> TarWriter.Written {
    let step = CreationStep.copyDisk(disk.copy)
    if let undo = step.undo { try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: undo) } }
    await progress(.copies(disk: disk.copy.title))
    try await make(step)
    if Task.isCancelled { throw .cancelled }
    await progress(.writes(part: disk.member))
    let name = StorageVolumeName.name(disk.copy.volume, pool: disk.copy.pool)
    let all = try await hypervisor.asking(tr("Looking for the disk")) { () async throws(LibvirtError) in
      try await hypervisor.connection.withStorageVolume(name) { volume throws(LibvirtError) in
        try volume.info().allocation
      }
    }
    let part = try archive.begin(disk.member)
    do {
      let progress = progress
      try await hypervisor.connection.download(from: name) { bytes in
        if Task.isCancelled { throw CancellationError() }
        try part.append(bytes)
        await progress(.done(bytes: part.size, of: all))
      }
    } catch let error as NeuronError {
      throw error
    } catch let error as LibvirtError {
      if Task.isCancelled { throw .cancelled }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Reading the disk"))
    } catch {
      throw .cancelled
    }
    let written = try archive.end(part)
    try await hypervisor.asking(tr("Removing the compact copy")) { () async throws(LibvirtError) in
      try await hypervisor.connection.withStorageVolume(name, .long) { volume throws(LibvirtError) in
        try volume.delete()
      }
    }
    return written
  }

  /// Makes the compact copy, with the step that creation uses.
  private func make(_ step: CreationStep) async throws(NeuronError) {
    let progress = progress
    let all = step.bytesToCopy
    let action = CreationAction(hypervisor: hypervisor, plan: nil) { await progress(.done(bytes: $0, of: all)) }
    let outcome: CreationAction.Outcome
    if step.canBeStopped {
      outcome = await action.perform(step)
    } else {
      let work = Task { await action.perform(step) }
      outcome = await withTaskCancellationHandler {
        await work.value
      } onCancel: {
        Task { await progress(.finishing) }
      }
    }
    switch outcome {
    case .performed, .wasThere: break
    case .taken(let error), .broken(let error): throw error
    case .full(let error): throw .diskFull(detail: error.message)
    case .failed(let error, _): throw NeuronError(error, at: hypervisor.choice.uri, doing: step.title)
    }
  }
}
