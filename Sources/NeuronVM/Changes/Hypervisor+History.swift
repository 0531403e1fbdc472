import FoundationEssentials
import Journal

extension Hypervisor {
  /// A folder of this user's state for this connection, such as `journal`.
  func statePath(_ kind: String) -> String { directories.state + "/" + kind + "/" + stateFolderName }

  /// The history of one machine, which may be gone.
  func history(of machine: UUID) -> MachineHistory {
    MachineHistory(
      machine: machine, folder: StateFolder(statePath("history") + "/" + machine.uuidString.lowercased()))
  }

  /// The machines that have a history.
  func machinesWithHistory() throws(NeuronError) -> [UUID] {
    let names = try writing { () throws(JournalError) in try StateFolder(statePath("history")).names() }
    return names.compactMap { name in UUID(uuidString: name).flatMap { $0.uuidString.lowercased() == name ? $0 : nil } }
  }

  /// Forgets what is older than 30 days, of machines that are long gone too.
  func pruneHistories() {
    for machine in (try? machinesWithHistory()) ?? [] {
      let history = history(of: machine)
      try? history.prune()
      history.folder.removeIfEmpty()
    }
  }
}
