import Journal
import Libvirt
import Text

extension Hypervisor {
  /// The journal of this user for this connection: what was begun there can be undone only there.
  var journal: Journal<UndoAction> {
    // The URI becomes one folder's name: letters, digits and a few signs stay, the rest is written as numbers.
    let name = choice.uri.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber) ? String(character) : "_\(byte)"
    }
    return Journal(directory: directories.state + "/journal/" + name.joined())
  }

  /// How long libvirtd may still work for a process that has died: a define was seen to appear after 17 s, on a host
  /// where it asks QEMU anew for what it can do.
  private static var longestAfterlife: Duration { .seconds(60) }

  /// Opens a transaction; see ``Journal``.
  func beginTransaction(_ title: String) throws(NeuronError) -> Transaction<UndoAction> {
    try writing { () throws(JournalError) in try journal.begin(title) }
  }

  /// Finishes undoing what interrupted commands left; returns what they were doing.
  ///
  /// Throws `undoFailed` when something could not be undone; it stays in the journal.
  public func repair() async throws(NeuronError) -> [String] {
    let abandoned = try writing { () throws(JournalError) in try journal.abandoned() }
    var titles: [String] = []
    var failures: [String] = []
    let rollback = Rollback(connection: connection)
    for transaction in abandoned {
      let isInUse = try await asking(tr("Looking what was left unfinished")) { () async throws(LibvirtError) in
        try await rollback.isInUse(transaction.actions)
      }
      if !isInUse {
        let outcome = await rollback.undo(transaction.actions)
        failures += outcome.failures
        guard outcome.failures.isEmpty else { continue }
        if outcome.hasUndone || !outcome.kept.isEmpty {
          titles.append(([transaction.title] + outcome.kept).joined(separator: ". "))
        }
        // libvirtd finishes what it was asked for after the asking process has died. As long as that may be, the journal
        // stays, and the next command looks again.
        if outcome.isLastStepMissing, (.zero..<Self.longestAfterlife).contains(transaction.idle) { continue }
      }
      try writing { () throws(JournalError) in try transaction.finish() }
    }
    guard failures.isEmpty else { throw .undoFailed(failures) }
    return titles
  }
}

/// Runs a journal's call and says its failure in our words.
func writing<Value>(_ call: () throws(JournalError) -> Value) throws(NeuronError) -> Value {
  do {
    return try call()
  } catch {
    switch error {
    case .inaccessible(let path, let reason): throw .file(path: path, reason: reason)
    case .damaged(let path, let line):
      throw .file(path: path, reason: tr("line %1$@ of this undo journal is damaged; look at it and remove it", line))
    }
  }
}
