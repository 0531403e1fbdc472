public import FoundationEssentials
import MachineModel
import Text

/// A machine that was removed, and whose history is still kept.
public struct FormerMachine: Hashable, Sendable {
  /// Its UUID.
  public let id: UUID
  /// What it was called.
  public let name: String
  /// When it was removed.
  public let removed: Date

  /// The machine of this history; nil when its history does not end with its removal.
  init?(_ last: HistoryEntry) {
    guard last.kind == .removal else { return nil }
    (id, name, removed) = (last.machine, last.name, last.time)
  }

  private var word: String { id.uuidString.lowercased() }

  private var time: String { removed.formatted(.iso8601) }

  /// How its history is seen, for somebody who asked for that of a machine of its name.
  public var hintToHistory: String {
    tr("Another machine called “%1$@” was removed on %2$@. Its history: neuron-vm history %3$@", name, time, word)
  }

  /// How it is brought back, for somebody who may mean it and not the machine of its name.
  public var hintToUndo: String {
    tr(
      "Another machine called “%1$@” was removed on %2$@. To bring that one back: neuron-vm undo %3$@", name, time, word
    )
  }
}
