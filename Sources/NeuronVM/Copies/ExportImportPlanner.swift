import FoundationEssentials
import MachineModel
import Text
import XML

/// Decides, from values alone, how an exported machine is made again on this host.
struct ExportImportPlanner {
  let path: String
  let manifest: ExportManifest
  let definition: Element
  let images: [ImageSource]
  let index: TarIndex
  let input: CreationInput
  let facts: CreationFacts
  let host: HostAdaptation.Facts
  /// Whether a machine of the old UUID is here, so that this one is a copy of it.
  let isCopy: Bool
  /// The folder for the firmware's variables; nil where it cannot be told.
  let variablesFolder: String?
  let starts: Bool

  /// The plan, or everything that stands in the way.
  func plan(using generator: inout some RandomNumberGenerator) throws(NeuronError) -> CreationPlan {
    var problems = input.problems + facts.problems
    if let name = input.name?.description, facts.nameIsTaken { problems.append(.nameTaken(name)) }
    if !facts.pool.isFolder { problems.append(.poolNoFolder(facts.pool.name)) }
    let boot = bootFiles
    let needed = (images.map(\.content) + boot.map(\.member.size)).reduce(UInt64(0)) { $0.adding($1) }
    if let available = facts.pool.available, needed > available {
      problems.append(.noSpace(needed: needed, available: available, in: facts.pool.name))
    }
    let targets = manifest.members.filter { $0.kind == .disk }.compactMap(\.target)
    let volumes = input.name.map { name in volumeNames(of: name.description, for: targets) } ?? []
    // A disk that was kept when its machine was deleted has the name that this machine's disk gets.
    for volume in volumes + boot.map(\.volume) where facts.pool.volumes.contains(volume) {
      problems.append(.diskTaken(volume, pool: facts.pool.name))
    }
    guard problems.isEmpty, let name = input.name else { throw .refused(problems) }
    var steps: [CreationStep] = []
    let pool = facts.pool
    if !pool.exists { steps.append(.definePool(id: UUID(), name: pool.name, path: pool.path)) }
    if !pool.exists || !pool.isActive { steps.append(.startPool(name: pool.name)) }
    var disks: [String: DomainCopy.NewDisk] = [:]
    for ((image, target), volume) in zip(zip(images, targets), volumes) {
      disks[target] = DomainCopy.NewDisk(path: pool.path + "/" + volume, format: "qcow2")
      steps += image.steps(to: volume, facts)
    }
    steps += boot.map {
      .placeFile(file: path, offset: $0.member.offset, size: $0.member.size, pool: pool.name, volume: $0.volume)
    }
    var variables: String?
    if let member = manifest.part(.firmwareVariables).flatMap({ index[$0.name] }),
      let folder = variablesFolder
    {
      let new = folder + "/" + CopyName.variables(name.description, input.id)
      steps.append(.writeFirmware(file: path, offset: member.offset, size: member.size, to: new))
      variables = new
    }
    steps.append(.define(id: input.id))
    if starts { steps.append(.start(id: input.id)) }
    let places = Dictionary(uniqueKeysWithValues: boot.map { ($0.kind, pool.path + "/" + $0.volume) })
    let safe = StrangersDomain(
      of: definition, keeping: Set(targets),
      starting: places[.kernel].map { .init(kernel: $0, initrd: places[.initrd]) })
    let copy = DomainCopy(
      of: safe.element,
      as: DomainCopy.Identity(
        name: name.description, uuid: input.id.uuidString.lowercased(), generation: UUID().uuidString.lowercased(),
        hasNewAddresses: isCopy), disks: disks, variables: variables, using: &generator)
    let adapted = HostAdaptation(of: copy.element, to: host)
    return CreationPlan(
      name: name, id: input.id, xml: try adapted.element.definitionText(), steps: steps,
      warnings: facts.warnings + warnings(hasVariables: variables != nil) + safe.removed + copy.notes + adapted.notes,
      isFromTemplate: false)
  }

  /// The kernel and its first file system, where both the definition and the archive have them.
  private var bootFiles: [(kind: ExportManifest.Kind, member: ArchiveMember, volume: String)] {
    let description = DomainDescription(domain: definition)
    let isNamed: [(ExportManifest.Kind, Bool)] = [
      (.kernel, description.kernelPath != nil),
      (.initrd, description.initrdPath != nil && manifest.part(.kernel) != nil),
    ]
    return isNamed.filter(\.1).compactMap { kind, _ in
      manifest.part(kind).flatMap { index[$0.name] }.map { member in
        (kind, member, CopyName.boot(kind.rawValue, input.name?.description ?? "", input.id))
      }
    }
  }

  private func volumeNames(of name: String, for targets: [String]) -> [String] {
    targets.map { target in
      CopyName.volume(name, input.id, part: targets.count > 1 ? MachineName.like(target) : nil, format: "qcow2")
    }
  }

  private func warnings(hasVariables: Bool) -> [String] {
    var warnings: [String] = []
    if isCopy {
      warnings.append(
        tr("“%1$@” is here already, so this one gets a UUID and network addresses of its own.", manifest.machine))
    }
    let description = DomainDescription(domain: definition)
    if description.tpm?.backend == "emulator" {
      warnings.append(
        tr("It has a TPM with no keys in it: BitLocker will ask for its recovery key at the first start."))
    }
    if description.firmware == .uefi, !hasVariables {
      warnings.append(
        tr("It begins with new firmware variables: they are not in the export, or have no known place here."))
    }
    return warnings
  }
}

extension ImageSource {
  /// What takes an image in: straight into the pool's folder where this user may write there, else in two steps.
  func steps(to volume: String, _ facts: CreationFacts) -> [CreationStep] {
    if facts.isFolderOurs {
      return [
        .copyDisk(
          DiskCopy(
            source: .image(self), way: .convert, pool: facts.pool.name, volume: volume,
            path: facts.pool.path + "/" + volume, format: "qcow2", capacity: capacity, bytes: content))
      ]
    }
    let file = facts.staging + "/" + volume
    return [.convertImage(self, to: file), .uploadDisk(file: file, pool: facts.pool.name, volume: volume)]
  }
}
