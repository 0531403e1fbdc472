import FoundationEssentials
import Journal
import Libvirt
import Text

extension Hypervisor {
  /// The journal of this user for this connection: what was begun there can be undone only there.
  var journal: Journal<UndoAction> { Journal(directory: statePath("journal")) }

  /// The name of the folders that hold this user's state for this connection.
  var stateFolderName: String {
    // A home folder may be shared between computers, each with a qemu:///system of its own.
    let computer = choice.isLocal ? "@" + ((try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? "") : ""
    // A folder's name has 255 bytes at most; what tells long addresses apart is their hash (FNV-1a).
    let hash = (choice.uri + computer).utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let readable = choice.uri.unicodeScalars.map { $0.isASCII && $0.properties.isAlphabetic ? String($0) : "-" }
    return readable.prefix(100).joined() + "-" + String(hash, radix: 16)
  }

  /// How long libvirtd may still work for a process that has died: a define was seen to appear after 17 s, on a host
  /// where it asks QEMU anew for what it can do.
  private static var longestAfterlife: Duration { .seconds(60) }

  /// Opens a transaction; see ``Journal``.
  func beginTransaction(_ title: String) throws(NeuronError) -> Transaction<UndoAction> {
    try writing { () throws(JournalError) in try journal.begin(title) }
  }

  /// Finishes undoing what interrupted commands left; returns what was done, in words.
  ///
  /// Throws `undoFailed` when something could not be undone; it stays in the journal, and does not keep the rest from
  /// being undone.
  public func repair() async throws(NeuronError) -> [String] {
    try writing { () throws(JournalError) in try FileLock.removeAbandoned(in: StateFolder(statePath("locks"))) }
    await removeAbandonedFolderPools()
    let (abandoned, errors) = try writing { () throws(JournalError) in try journal.abandoned() }
    var titles: [String] = []
    var failures = errors.map { NeuronError($0).message }
    for transaction in abandoned {
      do throws(NeuronError) {
        titles += try await repair(transaction)
      } catch {
        failures += [error.message] + [error.detail].compactMap { $0 }
      }
    }
    guard failures.isEmpty else { throw .undoFailed(failures, cause: nil) }
    return titles
  }

  private func repair(_ transaction: Transaction<UndoAction>) async throws(NeuronError) -> [String] {
    let rollback = Rollback(self)
    let kept = try await asking(tr("Looking what was left unfinished")) { () async throws(LibvirtError) in
      try await rollback.machineInUse(transaction.actions)
    }
    if kept != nil {
      try writing { () throws(JournalError) in try transaction.finish() }
      return [tr("%1$@: interrupted, but the machine is whole, and is kept", transaction.title)]
    }
    let outcome = await rollback.undo(transaction.actions)
    guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: nil) }
    // libvirtd finishes what it was asked for after the asking process has died. As long as that may be, the journal
    // stays with that step, and the next command looks again.
    let mayFollow = outcome.isLastStepMissing && (.zero..<Self.longestAfterlife).contains(transaction.idle)
    try writing { () throws(JournalError) in
      try mayFollow ? transaction.onlyLatestRemains() : transaction.finish()
    }
    guard outcome.hasUndone || !outcome.kept.isEmpty else { return [] }
    return [([transaction.title] + outcome.kept).joined(separator: ". ")]
  }
}

/// Runs a journal's call and says its failure in our words.
@discardableResult
func writing<Value>(_ call: () throws(JournalError) -> Value) throws(NeuronError) -> Value {
  do {
    return try call()
  } catch {
    throw NeuronError(error)
  }
}

extension NeuronError {
  init(_ error: JournalError) {
    self =
      switch error {
      case .inaccessible(let path, let reason): .file(path: path, reason: reason)
      case .damaged(let path, let line):
        .file(path: path, reason: tr("line %1$@ of this undo journal is damaged; look at it and remove it", line))
      }
  }
}
