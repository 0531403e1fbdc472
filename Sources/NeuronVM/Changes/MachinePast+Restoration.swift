import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension MachinePast {
  /// Decides how a machine that was removed is defined again.
  func restorationPlan(
    _ entry: HistoryEntry, withoutDisks: Bool
  ) async throws(NeuronError) -> UndoPlan {
    var problems: [Problem] = []
    if try await hypervisor.machines().contains(where: { $0.name == entry.name }) {
      problems.append(
        Problem(
          code: "name.taken", message: tr("There is a machine “%1$@” already.", entry.name),
          remedy: tr("Rename that machine first: neuron-vm rename %1$@ NEW", ShellWord(entry.name))))
    }
    var domain = try entry.before.element()
    var missing: [String] = []
    for path in entry.removedDisks where try await isGone(path) { missing.append(path) }
    if !missing.isEmpty {
      if withoutDisks {
        domain.edit("devices") { devices in
          devices.children.removeAll { node in
            guard let disk = node.element, disk.name == "disk" else { return false }
            return DomainDescription.place(ofDisk: disk).map { missing.contains($0) } ?? false
          }
        }
      } else {
        problems.append(
          Problem(
            code: "disks.gone",
            message: tr(
              "These disks were removed with “%1$@” and are gone: %2$@.", entry.name, missing.joined(separator: ", ")),
            remedy: tr(
              "Put them back from a copy first, or define the machine without them: neuron-vm undo --without-disks %1$@",
              word)))
      }
    }
    let returning = DomainDescription(domain: domain).disks.filter { disk in
      disk.place.map { !missing.contains($0) } ?? false
    }
    let owners = DiskOwners(hypervisor)
    problems += try await owners.problems(
      returning: returning, to: Machine(hypervisor: hypervisor, id: id, name: entry.name)
    ).filter { $0.code == "disk.used" }
    guard problems.isEmpty else { throw .refused(problems) }
    var warnings: [String] = []
    if entry.removedFirmwareState {
      warnings.append(
        tr("The firmware's variables and the TPM's keys went with it: Windows may ask for the BitLocker recovery key."))
    }
    if entry.hadPassword {
      warnings.append(
        tr(
          "The password of its display is not kept. Set it again before the machine starts: neuron-vm edit %1$@",
          ShellWord(entry.name)))
    }
    let xml = missing.isEmpty || !withoutDisks ? entry.before.xml : try domain.definitionText()
    let definition = MachineDefinition(xml: xml, startsAutomatically: entry.before.startsAutomatically)
    return UndoPlan(
      entry: entry, definition: definition, difference: LineDifference(from: "", to: xml), warnings: warnings,
      missingDisks: missing, now: nil, renamedFrom: nil, removal: nil)
  }

  /// Whether a removed disk is not there again; `path` may be pool and volume.
  private func isGone(_ path: String) async throws(NeuronError) -> Bool {
    do throws(LibvirtError) {
      let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
      let isVolume = !path.hasPrefix("/") && parts.count == 2
      for pool in try await hypervisor.storagePools() where pool.isActive && (!isVolume || pool.name == parts[0]) {
        let found = try await connection.withStoragePool(pool.id, .long) { pool throws(LibvirtError) in
          try? pool.refresh()
          return isVolume ? try pool.volumeNames().contains(parts[1]) : try pool.volumes().contains { $0.path == path }
        }
        if found { return false }
      }
      return true
    } catch {
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Looking for the disk"))
    }
  }

  var connection: Connection { hypervisor.connection }

  /// Defines a machine that was removed again, as planned; the history says so afterwards.
  func restore(_ plan: UndoPlan) async throws(NeuronError) {
    let machine = Machine(hypervisor: hypervisor, id: id, name: plan.entry.name)
    let title = tr("bring “%1$@” back", machine.name)
    try await machine.locked(for: title) { () async throws(NeuronError) in
      guard try await hypervisor.summary(of: id) == nil else { throw machine.changedMeanwhile }
      let history = hypervisor.history(of: id)
      let form = MachineForms(name: plan.entry.name, definition: plan.definition, running: nil)
      let entry = try history.begin(title, before: form, kind: .restoration)
      do throws(NeuronError) {
        _ = try await hypervisor.asking(tr("Defining the machine")) { () async throws(LibvirtError) in
          try await connection.define(plan.definition.xml, validate: false)
        }
      } catch {
        switch error {
        // Nobody knows whether libvirt did it: the entry stays, and says that it was interrupted.
        case .unavailable, .noAnswer, .cancelled: break
        default: try? history.discard(entry)
        }
        throw error
      }
      try history.finish(entry, as: plan.definition)
      guard plan.definition.startsAutomatically else { return }
      try await machine.asking(tr("Changing autostart")) { domain throws(LibvirtError) in
        try domain.setStartsAutomatically(true)
      }
    }
  }

  /// Decides how a machine that was brought back goes again, with its disks kept.
  ///
  /// Throws `refused` where something of it would be lost for good: `delete` names that, and asks.
  func removalPlan(_ entry: HistoryEntry, _ machine: Machine) async throws(NeuronError) -> UndoPlan {
    let now = try await machine.forms()
    let removal = try await machine.deletionPlan(keepsDisks: true)
    guard removal.removes.isEmpty else {
      throw .refused([
        Problem(
          code: "undo.restoration",
          message: tr(
            "The latest change of “%1$@” is that it was brought back. Taking that back would remove for good: %2$@.",
            name, removal.removes.map(\.title).joined(separator: ", ")),
          remedy: tr(
            "To remove it: neuron-vm delete --keep-disks %1$@ – or take back another change by its number: neuron-vm history %1$@",
            word))
      ])
    }
    let warning = tr("“%1$@” was brought back, and goes again; its disks are kept.", name)
    return UndoPlan(
      entry: entry, definition: now.definition, difference: LineDifference(from: now.definition.xml, to: ""),
      warnings: [warning], missingDisks: [], now: now.definition, renamedFrom: nil, removal: removal)
  }
}

extension DomainDescription {
  /// Where the data of a `<disk>` is, as ``Disk`` tells it.
  fileprivate static func place(ofDisk element: Element) -> String? {
    let domain = Element("domain") { Element("devices") { element } }
    return DomainDescription(domain: domain).disks.first?.place
  }
}
