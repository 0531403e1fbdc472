import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension MachinePast {
  /// Decides what brings the machine back to what it was before a change; nothing is changed.
  ///
  /// - Parameters:
  ///   - number: The change; nil for the latest.
  ///   - withoutDisks: Whether a machine that was removed is defined again without the disks that are gone.
  public func undoPlan(_ number: Int?, withoutDisks: Bool = false) async throws(NeuronError) -> UndoPlan {
    let entry = if let number { try self.entry(number) } else { try latest() }
    guard let machine else { return try await restorationPlan(entry, withoutDisks: withoutDisks) }
    let now = try await machine.forms()
    let present = DomainDescription(domain: try now.definition.element()).disks.compactMap(\.place)
    let returning = DomainDescription(domain: try entry.before.element()).disks.filter {
      $0.place.map { !present.contains($0) } ?? false
    }
    let owners = DiskOwners(hypervisor)
    let problems = try await owners.problems(returning: returning, to: machine)
    guard problems.isEmpty else { throw .refused(problems) }
    var warnings: [String] = []
    if let after = entry.after, after != now.definition {
      warnings.append(tr("It has been changed since; what differs below goes back too."))
    }
    if now.definition.startsAutomatically != entry.before.startsAutomatically {
      warnings.append(
        entry.before.startsAutomatically
          ? tr("It will start with its host again.") : tr("It will no longer start with its host."))
    }
    let isSaved = try await machine.asking(tr("Reading the state")) { domain throws(LibvirtError) in
      try domain.hasManagedSave
    }
    if isSaved { warnings.append(SettingsPlanner.savedWarning) }
    return UndoPlan(
      entry: entry, definition: entry.before,
      difference: LineDifference(from: now.definition.xml, to: entry.before.xml), warnings: warnings,
      missingDisks: [], now: now.definition, renamedFrom: now.name == entry.name ? nil : now.name)
  }

  /// Brings the machine back as planned; this can be undone like any change.
  public func undo(_ plan: UndoPlan) async throws(NeuronError) -> ChangeOutcome {
    let title = tr("undo change %1$@ of “%2$@”", plan.entry.id, name)
    guard let machine else {
      try await restore(plan, title)
      return .now
    }
    return try await machine.changing(title) { change throws(NeuronError) in
      guard change.before.definition == plan.now else { throw machine.changedMeanwhile }
      var now = change.before.definition
      if plan.renamedFrom != nil {
        try await machine.performRename(to: plan.entry.name, in: change)
        now = try await machine.forms().definition
      }
      if now.xml != plan.definition.xml {
        let made = try await change.define(plan.definition.xml, madeFrom: now)
        guard made.xml == plan.definition.xml else {
          throw .hypervisor(
            doing: tr("Bringing the definition back exactly"),
            detail: LineDifference(from: plan.definition.xml, to: made.xml).unified.joined(separator: "\n"))
        }
      }
      let startsAutomatically = plan.definition.startsAutomatically
      guard startsAutomatically != now.startsAutomatically else { return }
      try await machine.asking(tr("Changing autostart")) { domain throws(LibvirtError) in
        try domain.setStartsAutomatically(startsAutomatically)
      }
    }
  }

  private func latest() throws(NeuronError) -> HistoryEntry {
    let (entries, faults) = try entries()
    // A removal of a machine that is there has been undone.
    if let entry = entries.last(where: { machine == nil || $0.kind == .change }) { return entry }
    if let fault = faults.last { throw fault }
    throw .refused([
      Problem(code: "history.empty", message: tr("Nothing was changed in “%1$@” in the last 30 days.", name))
    ])
  }

  // MARK: - A machine that was removed

  private func restorationPlan(
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
              "Put them back from a copy first, or define the machine without them: neuron-vm undo %1$@ --without-disks",
              ShellWord(entry.name))))
      }
    }
    guard problems.isEmpty else { throw .refused(problems) }
    var warnings: [String] = []
    if entry.removedFirmwareState {
      warnings.append(
        tr("The firmware's variables and the TPM's keys went with it: Windows may ask for the BitLocker recovery key."))
    }
    if entry.hadPassword {
      warnings.append(
        tr("The password of its display is not kept. Set it again before the machine starts: neuron-vm edit"))
    }
    let xml = missing.isEmpty || !withoutDisks ? entry.before.xml : try domain.definitionText()
    let definition = MachineDefinition(xml: xml, startsAutomatically: entry.before.startsAutomatically)
    return UndoPlan(
      entry: entry, definition: definition, difference: LineDifference(from: "", to: xml), warnings: warnings,
      missingDisks: missing, now: nil, renamedFrom: nil)
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

  private var connection: Connection { hypervisor.connection }

  private func restore(_ plan: UndoPlan, _ title: String) async throws(NeuronError) {
    let machine = Machine(hypervisor: hypervisor, id: id, name: plan.entry.name)
    try await machine.locked(for: title) { () async throws(NeuronError) in
      guard try await hypervisor.summary(of: id) == nil else { throw machine.changedMeanwhile }
      _ = try await hypervisor.asking(tr("Defining the machine")) { () async throws(LibvirtError) in
        try await connection.define(plan.definition.xml, validate: false)
      }
      guard plan.definition.startsAutomatically else { return }
      try await machine.asking(tr("Changing autostart")) { domain throws(LibvirtError) in
        try domain.setStartsAutomatically(true)
      }
    }
  }
}

extension DomainDescription {
  /// Where the data of a `<disk>` is, as ``Disk`` tells it.
  fileprivate static func place(ofDisk element: Element) -> String? {
    let domain = Element("domain") { Element("devices") { element } }
    return DomainDescription(domain: domain).disks.first?.place
  }
}
