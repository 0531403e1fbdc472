import FoundationEssentials
import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine is copied, or why not.
struct ClonePlanner {
  let oldName: String
  let request: CloneRequest
  let input: CreationInput
  let facts: CloneFacts

  /// The plan, or everything that stands in the way.
  func plan(using generator: inout some RandomNumberGenerator) throws(NeuronError) -> CreationPlan {
    let problems =
      input.problems + facts.target.problems + CloneProblems(name: oldName, facts: facts).all
      + poolProblems
    guard problems.isEmpty, let name = input.name else { throw .refused(problems) }
    let copies = facts.disks.filter { $0.disk.isOwn }.compactMap { disk in
      disk.volume.map { (disk: disk.disk, volume: $0) }
    }
    var steps: [CreationStep] = []
    let pool = facts.target.pool
    if !pool.exists { steps.append(.definePool(id: UUID(), name: pool.name, path: pool.path)) }
    if !pool.exists || !pool.isActive { steps.append(.startPool(name: pool.name)) }
    var disks: [String: DomainCopy.NewDisk] = [:]
    for (disk, volume) in copies {
      guard let target = disk.target else { continue }
      let format = request.isLinked ? "qcow2" : volume.format
      let file = CopyName.volume(
        name.description, input.id, part: copies.count > 1 ? target : nil, format: format)
      let path = pool.path + "/" + file
      disks[target] = DomainCopy.NewDisk(path: path, format: format)
      steps.append(
        request.isLinked
          ? .linkDisk(
            base: volume.path, format: volume.format, pool: pool.name, volume: file, capacity: volume.capacity)
          : .copyDisk(copy(volume, to: file, path)))
    }
    let variables = facts.variables.map { old in
      HypervisorFile(old).folder + "/" + CopyName.variables(name.description, input.id)
    }
    if let old = facts.variables, let new = variables { steps.append(.copyFirmware(from: old, to: new)) }
    steps.append(.define(id: input.id))
    let copy = DomainCopy(
      of: facts.definition,
      as: DomainCopy.Identity(
        name: name.description, uuid: input.id.uuidString.lowercased(), generation: UUID().uuidString.lowercased(),
        hasNewAddresses: true),
      disks: disks, variables: variables, using: &generator)
    var plan = CreationPlan(
      name: name, id: input.id, xml: try copy.element.definitionText(), steps: steps,
      warnings: facts.target.warnings + warnings(copies.map(\.volume)) + copy.notes, isFromTemplate: false)
    if let secrets = facts.secrets, secrets.hasPassword {
      plan.xmlWithPasswords = try copy.element.withPasswords(of: secrets).definitionText()
    }
    return plan
  }

  private func copy(_ volume: CloneFacts.Volume, to file: String, _ path: String) -> DiskCopy {
    let way: DiskCopy.Way
    if facts.isFolderOurs, volume.isReadable {
      // A file with snapshots inside of it, or with a base, is more than one disk.
      way = volume.hasBacking || !facts.snapshots.isEmpty ? .convert : .file
    } else {
      way = .libvirt
    }
    return DiskCopy(
      source: volume.isInPool ? .volume(path: volume.path) : .outside(path: volume.path), way: way,
      pool: facts.target.pool.name, volume: file, path: path, format: volume.format, capacity: volume.capacity,
      bytes: volume.mostBytes)
  }

  // MARK: - What stands in the way

  private var poolProblems: [Problem] {
    var problems: [Problem] = []
    let pool = facts.target.pool
    if let name = input.name?.description, facts.target.nameIsTaken { problems.append(.nameTaken(name)) }
    if !pool.isFolder {
      problems.append(.poolNoFolder(pool.name))
    }
    let needed = facts.disks.filter { $0.disk.isOwn }.compactMap(\.volume).reduce(UInt64(0)) { $0.adding($1.mostBytes) }
    if !request.isLinked, let available = pool.available, needed > available {
      problems.append(.noSpace(needed: needed, available: available, in: pool.name))
    }
    return problems
  }

  // MARK: - What to know

  private func warnings(_ volumes: [CloneFacts.Volume]) -> [String] {
    var warnings: [String] = []
    let shared = facts.disks.filter { $0.disk.device == "disk" && !$0.disk.isOwn }.compactMap { $0.disk.place }
    for path in shared { warnings.append(tr("Both machines use %1$@: it is shared, or only read.", path)) }
    if request.isLinked {
      for volume in volumes {
        warnings.append(
          tr(
            "The copy stands on %1$@: from now on “%2$@” must not be started, because any change of that disk destroys the copy.",
            volume.path, oldName))
      }
    }
    let description = DomainDescription(domain: facts.definition)
    if description.tpm?.backend == "emulator" {
      warnings.append(
        tr(
          "The copy has a TPM of its own, with no keys in it: BitLocker will ask for its recovery key at the first start."
        ))
    }
    if description.tpm?.backend == "passthrough" {
      warnings.append(tr("The copy is given the same TPM of the host, so the two cannot run at the same time."))
    }
    if description.firmware == .uefi, facts.variables == nil {
      warnings.append(
        tr("The copy begins with new firmware variables, because libvirt does not tell of those of “%1$@”.", oldName))
    }
    if !facts.snapshots.isEmpty {
      warnings.append(tr("The snapshots are not copied: %1$@.", facts.snapshots.joined(separator: ", ")))
    }
    let ours = facts.definition.first("metadata")?.first(NeuronNamespace.root, in: NeuronNamespace.uri)
    if ours?.first("usb", in: NeuronNamespace.uri) != nil {
      warnings.append(tr("The rules for USB devices stay with “%1$@”.", oldName))
    }
    if ours?.first("guest", in: NeuronNamespace.uri) != nil {
      warnings.append(tr("The guest's agent has to be paired anew."))
    }
    return warnings
  }
}

extension CloneFacts.Volume {
  /// How many bytes a copy takes at most.
  var mostBytes: UInt64 { hasBacking ? capacity : min(allocation, capacity.adding(capacity / 100)) }
}

extension Disk {
  /// Whether the data is the machine's alone, so that a copy of the machine needs a copy of it.
  var isOwn: Bool { (device == "disk" || device == "lun") && !isReadOnly && !isShared && source != nil }
}
