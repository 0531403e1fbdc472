import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Machine {
  /// Decides what an export of the machine holds; nothing is written.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func exportPlan(to path: String, replaces: Bool) async throws(NeuronError) -> ExportPlan {
    let path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let definition = try await forms().definition.xml
    var input = CreationInput(CreationRequest(name: "export", template: ""), isSession: hypervisor.choice.isSession)
    input.name = nil
    let facts = try await CloneSurvey(machine: self, request: CloneRequest(name: ""), input: input).facts()
    var problems = facts.target.problems + CloneProblems(name: name, facts: facts).all
    let pool = facts.target.pool
    let own = facts.disks.filter(\.disk.isOwn)
    let stamp = UUID().uuidString.lowercased().prefix(8)
    var disks: [ExportPlan.Disk] = []
    for source in own {
      guard let volume = source.volume, let target = source.disk.target else { continue }
      // Made compact under a name that nobody else has, and gone again when it is in the archive.
      let file = "export-\(stamp)-\(MachineName.like(target)).qcow2"
      let isHere = facts.isFolderOurs && volume.isReadable
      let copy = DiskCopy(
        source: volume.isInPool ? .volume(path: volume.path) : .outside(path: volume.path),
        way: isHere ? .convert : .libvirt, pool: pool.name, volume: file, path: pool.path + "/" + file,
        format: "qcow2", sourceFormat: volume.format, capacity: volume.capacity, bytes: volume.mostBytes)
      disks.append(.init(target: target, copy: copy, member: "disk-\(MachineName.like(target)).qcow2"))
    }
    if !own.isEmpty, !pool.isFolder || !pool.isActive { problems.append(.poolNoFolder(pool.name)) }
    let (boot, missing) = await bootFiles(facts)
    let plan = ExportPlan(
      name: name, id: id, path: path, replaces: replaces, leftOut: leftOut(facts) + missing, definition: definition,
      disks: disks, variables: facts.variables, boot: boot)
    problems += placeProblems(plan, pool)
    guard problems.isEmpty else { throw .refused(problems) }
    return plan
  }

  /// Writes the export as planned: whole, or not at all.
  public func export(
    _ plan: ExportPlan, progress: @escaping @Sendable (ExportProgress) async -> Void = { _ in }
  ) async throws(NeuronError) {
    try await locked(for: tr("export “%1$@”", name)) { () async throws(NeuronError) in
      guard try await !state().isActive, try await definition() == plan.definition else { throw changedMeanwhile }
      try await ExportRun(machine: self, plan: plan, progress: progress).perform()
    }
  }

  private func placeProblems(_ plan: ExportPlan, _ pool: CreationFacts.Pool) -> [Problem] {
    var problems: [Problem] = []
    let folder = HypervisorFile(plan.path).folder
    if !Folder.isWritable(folder) {
      problems.append(
        Problem(
          code: "file.folder", message: tr("There is no folder “%1$@” in which this user may write.", folder),
          kind: Folder.exists(folder) ? .obstacle : .notFound))
    } else if let free = Folder.freeSpace(folder), free < plan.mostBytes {
      problems.append(.noSpace(needed: plan.mostBytes, available: free, in: folder))
    }
    if plan.replaces, Folder.exists(plan.path), !isExport(plan.path) {
      // A disk, an ISO or a person's own file: nobody means that.
      problems.append(
        Problem(
          code: "file.foreign", message: tr("“%1$@” is not an export, so it is not replaced.", plan.path),
          remedy: tr("Choose another name.")))
    }
    if !plan.replaces, Folder.exists(plan.path) {
      problems.append(
        Problem(
          code: "file.exists", message: tr("There is a file “%1$@” already.", plan.path),
          remedy: tr("Choose another name, or replace it with --force.")))
    }
    let largest = plan.disks.map(\.copy.bytes).max() ?? 0
    if let available = pool.available, largest > available {
      problems.append(.noSpace(needed: largest, available: available, in: pool.name))
    }
    return problems
  }

  /// Whether a file begins as our exports do.
  private func isExport(_ path: String) -> Bool {
    guard let head = try? InputFile(path: path).read(at: 0, count: 512), head.count == 512 else { return false }
    return head.starts(with: Array("domain.xml\0".utf8)) && Array(head[257..<262]) == Array("ustar".utf8)
  }

  /// The kernel and its first file system, and what of them cannot be had.
  private func bootFiles(_ facts: CloneFacts) async -> (files: [ExportPlan.BootFile], leftOut: [String]) {
    let description = DomainDescription(domain: facts.definition)
    var files: [ExportPlan.BootFile] = []
    let named: [(ExportManifest.Kind, String?)] = [
      (.kernel, description.kernelPath), (.initrd, description.initrdPath),
    ]
    for case (let kind, let path?) in named {
      let size = try? await hypervisor.withVolume(at: path) { volume throws(LibvirtError) in try volume.info().capacity
      }
      guard let size, size > 0, size <= kind.mostBytes ?? 0 else {
        return ([], [tr("the kernel: libvirt cannot read %1$@", path)])
      }
      files.append(.init(kind: kind, path: path, bytes: size))
    }
    return (files, [])
  }

  private func leftOut(_ facts: CloneFacts) -> [String] {
    var leftOut: [String] = []
    for disk in facts.disks where !disk.disk.isOwn {
      if let path = disk.disk.place { leftOut.append(tr("%1$@: it is a medium, shared, or only read", path)) }
    }
    let description = DomainDescription(domain: facts.definition)
    if description.tpm != nil { leftOut.append(tr("the TPM's state: its keys never leave their host")) }
    if description.firmware == .uefi, facts.variables == nil {
      leftOut.append(tr("the firmware's variables: libvirt does not tell of them"))
    }
    if !facts.snapshots.isEmpty {
      leftOut.append(tr("the snapshots: %1$@", facts.snapshots.joined(separator: ", ")))
    }
    if facts.secrets?.hasPassword ?? false { leftOut.append(tr("the screen's password")) }
    return leftOut
  }
}
