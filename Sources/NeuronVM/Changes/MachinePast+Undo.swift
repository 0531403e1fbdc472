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
    if entry.kind == .restoration { return try await removalPlan(entry, machine) }
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
    // Who removed a machine after this change and says its name may mean that one.
    if number == nil { warnings += former.filter { $0.removed > entry.time }.map(\.hintToUndo) }
    return UndoPlan(
      entry: entry, definition: entry.before,
      difference: LineDifference(from: now.definition.xml, to: entry.before.xml), warnings: warnings,
      missingDisks: [], now: now.definition, renamedFrom: now.name == entry.name ? nil : now.name, removal: nil)
  }

  /// Brings the machine back as planned; this can be undone like any change.
  public func undo(_ plan: UndoPlan) async throws(NeuronError) -> ChangeOutcome {
    guard let machine else {
      try await restore(plan)
      return .now
    }
    if let removal = plan.removal {
      // The user agreed to what was shown, and to nothing else.
      guard try await removalPlan(plan.entry, machine) == plan else { throw machine.changedMeanwhile }
      _ = try await machine.delete(removal)
      return .now
    }
    let title = tr("undo change %1$@ of “%2$@”", plan.entry.id, name)
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
    if let entry = entries.last(where: { machine == nil || $0.kind != .removal }) { return entry }
    if let fault = faults.last { throw fault }
    throw .refused([
      Problem(
        code: "history.empty", message: tr("Nothing was changed in “%1$@” in the last 30 days.", name),
        remedy: former.isEmpty ? nil : former.map(\.hintToUndo).joined(separator: "\n"))
    ])
  }
}
