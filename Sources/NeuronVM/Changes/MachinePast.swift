public import FoundationEssentials
public import MachineModel
import Text

/// A machine with its history: one that is there, or one that was removed.
public struct MachinePast: Sendable {
  /// Where it is, or was.
  public let hypervisor: Hypervisor
  /// Its UUID.
  public let id: UUID
  /// Its name; the last one of a machine that was removed.
  public let name: String
  /// The machine; nil when it was removed.
  public let machine: Machine?
  /// The removed machines that were called as the user wrote, the latest first; empty unless ``machine`` is meant by its
  /// name.
  public let former: [FormerMachine]

  /// The machine in a command: one that was removed shares its name with others.
  var word: ShellWord { ShellWord(machine == nil ? id.uuidString.lowercased() : name) }

  /// Its changes of the last 30 days, oldest first, and what is wrong with entries that cannot be read.
  public func entries() throws(NeuronError) -> (entries: [HistoryEntry], faults: [NeuronError]) {
    try hypervisor.history(of: id).entries()
  }

  /// The entry of this number.
  ///
  /// Throws `refused` with `history.missing` when there is none.
  public func entry(_ number: Int) throws(NeuronError) -> HistoryEntry {
    if let entry = try hypervisor.history(of: id).entry(number) { return entry }
    let remedies =
      [tr("“neuron-vm history %1$@” shows those there are; they are kept for 30 days.", word)]
      + former.map(\.hintToHistory)
    throw .refused([
      Problem(
        code: "history.missing", message: tr("“%1$@” has no change number %2$@ in its history.", name, number),
        remedy: remedies.joined(separator: "\n"), kind: .notFound)
    ])
  }
}

extension Hypervisor {
  /// The machine with this name or UUID, or else one that was removed in the last 30 days.
  ///
  /// Throws `refused` with `history.ambiguous` when several of this name were removed.
  public func past(named text: String) async throws(NeuronError) -> MachinePast {
    let missing: NeuronError
    do throws(NeuronError) {
      let machine = try await machine(named: text)
      var former: [FormerMachine] = []
      if machine.name == text {
        former = try await latestOfGone().filter { $0.name == text }.compactMap(FormerMachine.init)
      }
      return MachinePast(
        hypervisor: self, id: machine.id, name: machine.name, machine: machine,
        former: former.sorted { $0.removed > $1.removed })
    } catch {
      guard case .machineNotFound = error else { throw error }
      missing = error
    }
    let found = try await latestOfGone().filter { $0.name == text || $0.machine == UUID(uuidString: text) }
    guard let entry = found.first else { throw missing }
    guard found.count == 1 else {
      let list = found.sorted { $0.time > $1.time }.map { entry in
        tr("%1$@ (removed %2$@)", entry.machine.uuidString.lowercased(), entry.time.formatted(.iso8601))
      }
      throw .refused([
        Problem(
          code: "history.ambiguous", message: tr("Several machines called “%1$@” were removed.", text),
          remedy: tr("Say which one by its UUID: %1$@.", list.joined(separator: ", ")))
      ])
    }
    return MachinePast(hypervisor: self, id: entry.machine, name: entry.name, machine: nil, former: [])
  }

  /// The latest entry of each machine that is not there any more.
  private func latestOfGone() async throws(NeuronError) -> [HistoryEntry] {
    let present = Set(try await machines().map(\.id))
    var found: [HistoryEntry] = []
    for id in try machinesWithHistory() where !present.contains(id) {
      if let last = try history(of: id).entries().entries.last { found.append(last) }
    }
    return found
  }
}
