import FoundationEssentials
public import MachineModel
import Text

/// What going back to a snapshot will do, and what is lost by it; a value, to be shown before anything is done.
public struct SnapshotRevertPlan: Sendable, Hashable {
  /// The snapshot's name.
  public let snapshot: String
  /// When it was made, in seconds since 1970; nil when unknown.
  public let creationTime: Int64?
  /// What the machine does now.
  public let state: MachineState
  /// What it does afterwards.
  public let stateAfter: SnapshotState
  /// What is lost, or changes.
  public let effects: [Effect]
  /// What does not go back.
  public let stays: [SnapshotContents.Part]
  /// What the user should know.
  public let warnings: [String]

  /// Something that going back does.
  public enum Effect: Sendable, Hashable {
    /// What was written to these disks since is lost.
    case disks([String])
    /// The machine is on: what is in its memory is lost.
    case runningMemory
    /// The memory that is saved on disk is thrown away.
    case savedMemory
    /// The settings become those of then; the words are what is known to differ.
    case settings([String])
    /// The machine no longer has this disk; its file stays.
    case diskLeaves(target: String, path: String)
    /// The machine has this disk again.
    case diskReturns(target: String, path: String)
  }

  /// Decides, from values alone; throws `refused` with everything that stands in the way.
  ///
  /// - Parameters:
  ///   - others: Machines that stand on one of the disks, by the disk's path.
  ///   - gone: The targets of disks of then whose files are gone.
  init(
    _ snapshot: SnapshotDescription, _ facts: SnapshotFacts, others: [String: String], gone: [String] = []
  ) throws(NeuronError) {
    var problems = Self.problems(with: snapshot, facts)
    for target in gone {
      problems.append(
        Problem(
          code: "snapshot.diskGone",
          message: tr(
            "The disk %1$@ of the snapshot “%2$@” is gone, so the machine cannot go back.", target, snapshot.name),
          remedy: tr("Put its file back from a copy first. Nothing was changed.")))
    }
    for disk in snapshot.machine?.disks ?? [] where snapshot.heldDisks.contains(where: { $0.target == disk.target }) {
      if let path = disk.path, let owner = others[path] {
        problems.append(
          Problem(
            code: "snapshot.shared",
            message: tr(
              "The disk %1$@ cannot go back, because the machine “%2$@” uses it or stands on it.", path, owner)))
      }
    }
    guard problems.isEmpty else { throw .refused(problems) }
    self.snapshot = snapshot.name
    creationTime = snapshot.creationTime
    state = facts.state
    stateAfter = snapshot.holdsMemory ? snapshot.state : .shutOff
    let contents = SnapshotContents(snapshot)
    stays = contents.lacks.filter { $0 != .memory }
    effects = Self.effects(snapshot, facts)
    warnings = contents.consequences
  }

  private static func effects(_ snapshot: SnapshotDescription, _ facts: SnapshotFacts) -> [Effect] {
    var effects: [Effect] = [.disks(snapshot.heldDisks.map(\.target))]
    if facts.state.isActive { effects.append(.runningMemory) }
    if facts.isSaved { effects.append(.savedMemory) }
    guard let then = snapshot.machine else { return effects }
    let now = facts.defined.machine
    for disk in now.disks where !then.disks.contains(where: { $0.source == disk.source }) {
      guard disk.device == "disk", let path = disk.path else { continue }
      effects.append(.diskLeaves(target: disk.target ?? "-", path: path))
    }
    for disk in then.disks where !now.disks.contains(where: { $0.source == disk.source }) {
      guard disk.device == "disk", let path = disk.path else { continue }
      effects.append(.diskReturns(target: disk.target ?? "-", path: path))
    }
    if let words = difference(from: now, to: then) { effects.append(.settings(words)) }
    return effects
  }

  /// What is known to differ; nil when nothing does.
  private static func difference(from now: DomainDescription, to then: DomainDescription) -> [String]? {
    var words: [String] = []
    if let old = then.memory, let new = now.memory, old != new {
      words.append(tr("memory %1$@ instead of %2$@", old.rounded, new.rounded))
    }
    if let old = then.processors, let new = now.processors, old != new {
      words.append(trn("%1$@ processor instead of %2$@", "%1$@ processors instead of %2$@", old, new))
    }
    // What libvirt fills in while a machine runs is no setting.
    func settings(_ machine: DomainDescription) -> DomainDescription {
      var machine = machine
      for number in machine.disks.indices { machine.disks[number].backing = [] }
      machine.disks.removeAll { $0.device == "disk" }
      for number in machine.channels.indices { machine.channels[number].path = nil }
      for number in machine.graphics.indices {
        (machine.graphics[number].port, machine.graphics[number].listen) = (nil, nil)
      }
      (machine.nvramPath, machine.memory, machine.processors) = (nil, nil, nil)
      return machine
    }
    return words.isEmpty && settings(now) == settings(then) ? nil : words
  }

  // MARK: - What stands in the way

  static func problems(with snapshot: SnapshotDescription, _ facts: SnapshotFacts) -> [Problem] {
    guard let machine = snapshot.machine, snapshot.storage != .none else {
      return [
        Problem(
          code: "snapshot.unknown",
          message: tr(
            "What is in the snapshot “%1$@” cannot be told, so going back to it is not offered.", snapshot.name))
      ]
    }
    if snapshot.storage == .other {
      return [
        Problem(
          code: "snapshot.foreign",
          message: tr("The snapshot “%1$@” is kept by another tool in a way of its own.", snapshot.name),
          remedy: tr("Go back to it with that tool."))
      ]
    }
    var problems: [Problem] = []
    if snapshot.storage == .external, !facts.host.managesLayers {
      problems.append(
        Problem(
          code: "snapshot.layers",
          message: tr(
            "The snapshot “%1$@” is in files of its own, and libvirt %2$@ cannot go back to such a one.", snapshot.name,
            facts.host.version),
          remedy: tr("libvirt 9.10 and later can. The files stay as they are.")))
    }
    if snapshot.storage == .internal {
      if SnapshotName.isNumber(snapshot.name) {
        problems.append(
          Problem(
            code: "snapshot.number",
            message: tr(
              "QEMU would take the name “%1$@” for a number, and go back to another snapshot that has this number.",
              snapshot.name),
            remedy: tr(
              "“qemu-img snapshot -l DISK” shows which number it has, and “qemu-img snapshot -a NUMBER DISK” goes back to it, while the machine is off."
            )))
      }
      let later = facts.tree.descendants(of: snapshot.name).filter { $0.storage == .external }.map(\.name)
      if !later.isEmpty {
        problems.append(
          Problem(
            code: "snapshot.covered",
            message: tr(
              "Newer snapshots in files of their own stand on the disks of “%1$@”, and would be destroyed: %2$@.",
              snapshot.name, later.joined(separator: ", ")),
            remedy: tr(
              "Remove those first, the newest first: neuron-vm snapshot delete %1$@",
              ShellWord(facts.name, later.last ?? ""))))
      }
      for disk in facts.subject.machine.disks {
        let bases = disk.backing.compactMap(\.filePath)
        let held = snapshot.heldDisks.first { $0.target == disk.target }
        guard later.isEmpty, held != nil, let then = machine.disks.first(where: { $0.target == disk.target })?.path,
          disk.path != then, bases.contains(then)
        else { continue }
        problems.append(
          Problem(
            code: "snapshot.covered",
            message: tr(
              "The disk %1$@ is in a file on top of the one that the snapshot “%2$@” is in, and would be destroyed.",
              disk.target ?? "-", snapshot.name)))
      }
    }
    return problems
  }
}

extension Disk.Source {
  /// The path of a file or block device; nil for anything else.
  var filePath: String? {
    switch self {
    case .file(let path), .block(let path): path
    case .volume, .other: nil
    }
  }
}

extension SnapshotRevertPlan.Effect {
  /// A stable name for programs.
  public var code: String {
    switch self {
    case .disks: "disks"
    case .runningMemory: "runningMemory"
    case .savedMemory: "savedMemory"
    case .settings: "settings"
    case .diskLeaves: "diskLeaves"
    case .diskReturns: "diskReturns"
    }
  }

  /// What it is, in a sentence.
  public var title: String {
    switch self {
    case .disks(let targets):
      tr("What was written since is lost: %1$@.", targets.joined(separator: ", "))
    case .runningMemory: tr("The machine is on: what it is doing is lost, as if the plug were pulled.")
    case .savedMemory: tr("The memory that is saved on disk is thrown away.")
    case .settings(let words):
      words.isEmpty
        ? tr("The machine's settings become those of then.")
        : tr("The machine's settings become those of then: %1$@.", words.joined(separator: ", "))
    case .diskLeaves(let target, let path):
      tr("The disk %1$@ is no longer the machine's; its file stays: %2$@", target, path)
    case .diskReturns(let target, let path): tr("The disk %1$@ is the machine's again: %2$@", target, path)
    }
  }
}
