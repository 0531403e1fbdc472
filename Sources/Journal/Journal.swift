internal import FoundationEssentials

/// A folder of transactions that can be undone after a crash, one file a transaction.
///
/// An owner keeps its file locked while it lives; the kernel drops the lock with the process, however it ends. A file
/// that nobody holds is therefore a transaction that was interrupted, and `abandoned()` hands it to whoever asks.
public struct Journal<Action: Codable & Sendable>: Sendable {
  /// The folder's path; made on first use, readable by its owner alone.
  public let directory: String

  /// Names the folder; nothing is read or made yet.
  public init(directory: String) { self.directory = directory }

  /// Opens a transaction that this process owns.
  ///
  /// - Parameter title: What is being done, in words a person may see in a later repair.
  public func begin(_ title: String) throws(JournalError) -> Transaction<Action> {
    let path = directory + "/" + UUID().uuidString.lowercased() + ".journal"
    let line = try Transaction<Action>.Line.title(title).encoded(path)
    // Who finishes the last transaction removes the folder, perhaps right after it was made here.
    for _ in 0..<1000 {
      try StateFolder(directory).make()
      if let file = try JournalFile.create(at: path, holding: line) {
        return Transaction(file: file, title: title)
      }
    }
    throw .inaccessible(path: path, reason: "its folder does not stay")
  }

  /// The transactions whose owner has ended without finishing them, each now owned by this process; oldest first.
  ///
  /// One that cannot be read does not hide the others: it is among the `errors`, and stays as it is.
  /// Throws when the folder itself cannot be read.
  public func abandoned() throws(JournalError) -> (transactions: [Transaction<Action>], errors: [JournalError]) {
    var found: [Transaction<Action>] = []
    var errors: [JournalError] = []
    for name in try JournalFile.names(in: directory) where name.hasSuffix(".journal") {
      do throws(JournalError) {
        if let transaction = try takeOver(directory + "/" + name) { found.append(transaction) }
      } catch {
        errors.append(error)
      }
    }
    try removeUnbegun()
    return (found.sorted { $0.idle > $1.idle }, errors)
  }

  /// nil when its owner lives, or it is gone.
  private func takeOver(_ path: String) throws(JournalError) -> Transaction<Action>? {
    guard let file = try JournalFile.takeOver(path) else { return nil }
    let idle = try file.idle()
    let contents = try file.contents()
    let lines = try Transaction<Action>.Line.decode(contents, path: path)
    guard let title = lines.title else { throw .damaged(path: path, line: 1) }
    // More lines may follow, which half a line would damage.
    let whole = contents.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if whole < contents.count { try file.truncate(to: whole) }
    return Transaction(file: file, title: title, steps: lines.steps, idle: idle)
  }

  /// Removes what processes left that ended inside `begin`, before their transaction was one.
  private func removeUnbegun() throws(JournalError) {
    for name in try JournalFile.names(in: directory) where name.hasSuffix(".journal.new") {
      guard let file = try JournalFile.takeOver(directory + "/" + name), try file.idle() > .seconds(60) else {
        continue
      }
      try file.remove()
    }
  }
}
