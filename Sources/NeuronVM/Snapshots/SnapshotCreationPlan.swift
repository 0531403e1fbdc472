import FoundationEssentials
public import MachineModel
import Text
import XML

/// What making a snapshot will do; a value, to be shown, compared, and performed.
public struct SnapshotCreationPlan: Sendable, Hashable {
  /// The snapshot's name.
  public let name: SnapshotName
  /// What a person wrote about it; nil for nothing.
  public let text: String?
  /// How it is kept.
  public let kind: SnapshotKind
  /// What will be in it and what not.
  public let contents: SnapshotContents
  /// The room it needs.
  public let space: SnapshotSpace
  /// Whether the machine stands still while it is made.
  public let standsStill: Bool
  /// Whether the guest agent freezes the guest's file systems.
  public let quiesces: Bool
  /// The document that libvirt will get.
  public let xml: String
  /// What the user should know.
  public let warnings: [String]

  /// Decides, from values alone, how a snapshot is made; throws `refused` with everything that stands in the way.
  ///
  /// - Parameters:
  ///   - places: Where the disks are, as ``SnapshotSubject/disks``.
  ///   - now: The time, for a snapshot without a name.
  init(
    _ request: SnapshotRequest, _ facts: SnapshotFacts, places: [SnapshotSpace.DiskPlace], at now: Date
  ) throws(NeuronError) {
    let subject = facts.subject
    var problems: [Problem] = []
    var chosen: SnapshotKind?
    do throws(NeuronError) {
      chosen = try SnapshotAbilities(of: subject, state: facts.state, isSaved: facts.isSaved, on: facts.host)
        .choice(withoutMemory: request.withoutMemory || request.quiesces)
    } catch {
      guard case .refused(let found) = error else { throw error }
      problems += found
    }
    let names = facts.tree.entries.map(\.snapshot.name)
    let name = Self.name(request.name, at: now, taken: names, &problems)
    if let text = request.text, let problem = Self.problem(withText: text) { problems.append(problem) }
    if request.quiesces { problems += Self.quiesceProblems(facts) }
    for disk in subject.disks {
      guard let target = disk.target, let fault = facts.faults[target] else { continue }
      problems.append(fault.problem(disk.place ?? target, target, of: facts.name))
    }
    let kind = chosen ?? (facts.state.isActive ? .full : .disks)
    let memory = kind.holdsMemory ? subject.machine.memory : nil
    let space = SnapshotSpace(places, memory: memory, hasLayers: kind.hasLayers)
    if chosen != nil {
      problems += space.problems(
        remedyForMemory: kind == .full
          ? tr(
            "Without the memory it needs less: shut the machine down first (neuron-vm stop %1$@).",
            ShellWord(facts.name))
          : nil)
    }
    guard problems.isEmpty, let name else { throw .refused(problems) }
    let definition = Self.definition(name, request.text, kind, facts)
    do {
      xml = try definition.element.xmlText()
    } catch {
      throw .refused([Problem(code: "snapshot.xml", message: "\(error)")])
    }
    self.name = name
    text = request.text
    self.kind = kind
    contents = SnapshotContents(kind, of: subject, wasOn: facts.state.isActive)
    self.space = space
    standsStill = kind.holdsMemory && facts.state == .running
    quiesces = request.quiesces
    warnings = contents.consequences + space.warnings
  }

  private static func name(
    _ text: String?, at now: Date, taken: [String], _ problems: inout [Problem]
  ) -> SnapshotName? {
    guard let text else {
      // Two in one second, or one of another tool's.
      let time = now.formatted(.iso8601)
      let candidates = [time] + (2...taken.count + 2).map { "\(time)-\($0)" }
      return candidates.first { !taken.contains($0) }.flatMap { try? SnapshotName(parsing: $0) }
    }
    do throws(SnapshotNameError) {
      let name = try SnapshotName(parsing: text)
      if taken.contains(text) { problems.append(.snapshotTaken(text)) }
      return name
    } catch {
      problems.append(Problem(code: "snapshot.name", message: error.description))
      return nil
    }
  }

  /// The longest text about a snapshot, in UTF-8 bytes.
  static let longestText = 4096

  private static func problem(withText text: String) -> Problem? {
    if text.utf8.count > longestText {
      return Problem(
        code: "snapshot.description",
        message: tr("The description is too long: %1$@ bytes, and %2$@ are allowed.", text.utf8.count, longestText))
    }
    let isControl = text.unicodeScalars.contains {
      $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
    }
    return isControl
      ? Problem(code: "snapshot.description", message: tr("The description may not contain control characters.")) : nil
  }

  private static func quiesceProblems(_ facts: SnapshotFacts) -> [Problem] {
    var problems: [Problem] = []
    if facts.state != .running {
      problems.append(
        Problem(
          code: "snapshot.quiesce", message: tr("“%1$@” does not run, so there is no guest to be asked.", facts.name),
          remedy: tr("Leave --quiesce out.")))
    } else if !facts.subject.hasGuestAgent {
      problems.append(
        Problem(
          code: "snapshot.agent", message: tr("“%1$@” has no channel for the QEMU guest agent.", facts.name),
          remedy: tr("Leave --quiesce out, or shut the machine down first: neuron-vm stop %1$@", ShellWord(facts.name)))
      )
    }
    return problems
  }

  private static func definition(
    _ name: SnapshotName, _ text: String?, _ kind: SnapshotKind, _ facts: SnapshotFacts
  ) -> SnapshotDefinition {
    let held = Set(facts.subject.disks.compactMap(\.target))
    // A colon has a meaning in the names that QEMU takes.
    let ending = name.description.split(separator: ":").joined(separator: "-")
    let all = facts.subject.machine.disks
    let layers = all.compactMap { disk -> String? in
      guard let target = disk.target, held.contains(target) else { return nil }
      return disk.path.flatMap { Self.beside($0, ending + ".qcow2") }
    }
    // Disks that differ in what is behind the last point: two would get one file.
    let areDistinct = Set(layers + all.compactMap(\.path)).count == Set(all.compactMap(\.path)).count + layers.count
    let disks = all.compactMap { disk -> SnapshotDefinition.Disk? in
      // libvirt leaves an empty drive out by itself, and refuses one that is left out by us.
      guard let target = disk.target, disk.source != nil else { return nil }
      let layer = disk.path.flatMap { Self.beside($0, (areDistinct ? "" : target + ".") + ending + ".qcow2") }
      return SnapshotDefinition.Disk(
        target: target, isHeld: held.contains(target), layer: kind.hasLayers && held.contains(target) ? layer : nil)
    }
    let first = facts.subject.disks.first?.path
    return SnapshotDefinition(
      name: name, text: text, kind: kind, disks: disks,
      memoryFile: kind == .fullLayers ? first.flatMap { Self.beside($0, ending + ".memory") } : nil)
  }

  /// A file beside another, of its name up to the last point, and an ending.
  private static func beside(_ path: String, _ ending: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let file = path[path.index(after: slash)...]
    let stem = file.lastIndex(of: ".").map { $0 == file.startIndex ? file : file[..<$0] } ?? file
    return path[...slash] + stem + "." + ending
  }
}

extension Problem {
  /// There is a snapshot of this name.
  static func snapshotTaken(_ name: String) -> Problem {
    Problem(
      code: "snapshot.taken", message: tr("There is a snapshot “%1$@” already.", name),
      remedy: tr("Choose another name, or leave it out: the snapshot is then named by the time."))
  }
}
