import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Asks a hypervisor what the planning of a new disk has to know.
struct DiskAdditionSurvey {
  let machine: Machine
  let forms: DeviceForms
  let input: DiskAdditionInput

  private var hypervisor: Hypervisor { machine.hypervisor }

  func facts() async throws(NeuronError) -> DiskAdditionFacts {
    var facts = DiskAdditionFacts()
    if let type = DomainType(rawValue: forms.definition["type"] ?? "") {
      facts.buses = try await hypervisor.capabilities(type)?.diskBuses ?? []
    }
    if input.size != nil {
      try await findPool(&facts)
    } else if let path = input.path {
      try await findImage(at: path, &facts)
    } else if let volume = input.volume {
      try await findVolume(volume, &facts)
    }
    if let image = facts.image { facts.problems += try await problems(using: image) }
    return facts
  }

  private func findPool(_ facts: inout DiskAdditionFacts) async throws(NeuronError) {
    let name: String
    if let pool = input.pool { name = pool } else { name = try await poolOfFirstDisk() ?? "default" }
    facts.pool = try await hypervisor.poolFacts(named: name)
    guard facts.pool == nil else { return }
    let others = try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await hypervisor.storagePools()
    }
    facts.problems.append(
      Problem(
        code: "pool.missing", message: tr("There is no storage pool “%1$@”.", name),
        remedy: others.isEmpty
          ? nil : tr("The storage pools are: %1$@.", others.map(\.name).joined(separator: ", ")),
        kind: input.pool == nil ? .obstacle : .notFound))
  }

  private func poolOfFirstDisk() async throws(NeuronError) -> String? {
    let disk = DomainDescription(domain: forms.definition).disks.first { $0.device == "disk" }
    switch disk?.source {
    case .volume(let pool, _): return pool
    case .file(let path), .block(let path): return try await hypervisor.poolVolume(at: path)?.pool
    case .other, nil: return nil
    }
  }

  private func findVolume(_ text: String, _ facts: inout DiskAdditionFacts) async throws(NeuronError) {
    let matches = try await hypervisor.volumes(named: text)
    if matches.count == 1 {
      facts.image = matches[0].image
    } else if matches.isEmpty {
      facts.problems.append(
        Problem(
          code: "volume.missing", message: tr("There is no volume “%1$@” in a storage pool that runs.", text),
          remedy: tr("Write it as POOL/VOLUME."), kind: .notFound))
    } else {
      facts.problems.append(
        Problem(
          code: "volume.several", message: tr("“%1$@” is in several storage pools.", text),
          remedy: tr("Say which one: %1$@.", matches.map(\.title).joined(separator: ", "))))
    }
  }

  private func findImage(at path: String, _ facts: inout DiskAdditionFacts) async throws(NeuronError) {
    let choice = hypervisor.choice
    facts.problems += try await HypervisorFiles(hypervisor: hypervisor).problems(with: [(.diskPath, path)])
    guard facts.problems.isEmpty else { return }
    if choice.isLocal, choice.isSession, !FileManager.default.isWritableFile(atPath: path) {
      facts.problems.append(
        Problem(
          code: "disk.readOnly", message: tr("The hypervisor may not write to “%1$@”.", path),
          remedy: FileRights(path).remedyToWrite))
      return
    }
    let owners = DiskOwners(hypervisor)
    do throws(LibvirtError) {
      facts.image = try await owners.image(at: path)
    } catch {
      switch error.code {
      case .noStorageVolume, .noStoragePool:
        facts.problems.append(
          Problem(
            code: "disk.missing", message: tr("The hypervisor finds no image “%1$@”.", path), kind: .notFound))
      // A block device is in no folder that libvirt could look into.
      case .internalError where input.format != nil, .systemError where input.format != nil:
        facts.image = DiskImage(path: path, volume: Element("volume", ["type": "block"]))
      default: throw NeuronError(error, at: choice.uri, doing: tr("Looking into the image"))
      }
    }
  }

  /// Whoever has the image already: two machines that write to one disk destroy it.
  private func problems(using image: DiskImage) async throws(NeuronError) -> [Problem] {
    let owners = DiskOwners(hypervisor)
    let own = [forms.definition, forms.running].compactMap { $0 }.flatMap { DomainDescription(domain: $0).disks }
    if own.contains(where: { $0.place.map(owners.key) == owners.key(image.path) }) {
      return [
        Problem(code: "disk.own", message: tr("“%1$@” has the disk “%2$@” already.", forms.name, image.path))
      ]
    }
    let answer = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners(except: machine.id)
    }
    guard let owner = answer.owner(of: [owners.key(image.path)] + [image.source.place].compactMap { $0 }) else {
      return []
    }
    return [
      Problem(
        code: "disk.used",
        message: tr("“%1$@” belongs to the machine “%2$@”: two that write to one disk destroy it.", image.path, owner),
        remedy: tr("Take it from that machine first: neuron-vm disk %1$@ remove TARGET", ShellWord(owner)))
    ]
  }
}
