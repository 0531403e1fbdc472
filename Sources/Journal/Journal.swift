internal import FoundationEssentials
internal import Glibc

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
    try makeDirectory()
    let path = directory + "/" + UUID().uuidString.lowercased() + ".journal"
    let file = try JournalFile.create(at: path)
    try file.append(try Transaction<Action>.Line.title(title).encoded(path))
    try JournalFile.synchronizeDirectory(directory)
    return Transaction(file: file, title: title, actions: [])
  }

  /// The transactions whose owner has ended without finishing them, each now owned by this process; oldest first.
  public func abandoned() throws(JournalError) -> [Transaction<Action>] {
    var found: [Transaction<Action>] = []
    for name in JournalFile.names(in: directory) where name.hasSuffix(".journal") {
      guard let file = try JournalFile.takeOver(directory + "/" + name) else { continue }
      let contents = try file.contents()
      let lines = try Transaction<Action>.Line.decode(contents, path: file.path)
      // Without a title nothing had begun: its process ended inside `begin`.
      guard let title = lines.title else {
        try file.remove()
        continue
      }
      found.append(Transaction(file: file, title: title, actions: lines.actions, idle: try file.idle()))
    }
    return found.sorted { $0.idle > $1.idle }
  }

  private func makeDirectory() throws(JournalError) {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    }
  }
}
