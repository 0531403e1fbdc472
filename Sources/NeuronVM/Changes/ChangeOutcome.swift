import MachineModel
import XML

/// What a change of a machine came to.
public enum ChangeOutcome: String, Hashable, Sendable, Codable {
  /// It was so already.
  case unchanged
  /// All of it holds: the machine is off, or what runs was changed too.
  case now
  /// Some of it, or all, holds from the machine's next start on; ``PendingChange`` says what. Of a machine whose memory is
  /// saved it is the start after the one that goes on from there.
  case fromNextStart

  /// Compares a machine before and after a change.
  init(from old: MachineForms, to new: MachineForms) throws(NeuronError) {
    let isRedefined = old.definition.xml != new.definition.xml
    guard let running = new.running else {
      self = old.definition == new.definition ? .unchanged : new.isSaved ? .fromNextStart : .now
      return
    }
    let pending = try new.pendingChanges()
    let pendingBefore = try old.pendingChanges()
    if isRedefined, pending.contains(where: { !pendingBefore.contains($0) }) {
      self = .fromNextStart
    } else if running != old.running || pending != pendingBefore || !isRedefined {
      // What runs says much that changes by itself; only what people set counts as changed.
      let changed = old.definition != new.definition || pending != pendingBefore
      self = changed ? .now : .unchanged
    } else {
      // Changed in something that is not compared one by one.
      self = .fromNextStart
    }
  }
}
