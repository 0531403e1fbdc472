internal import FoundationEssentials
internal import Synchronization

/// A transaction under way: the actions that would undo what has been done, oldest first.
///
/// Owned by one process. When the last reference goes without `finish()`, the file stays and is abandoned.
public final class Transaction<Action: Codable & Sendable>: Sendable {
  /// What is being done, in words.
  public let title: String
  /// How long nothing had been written when this process took it over; zero for one that it began itself.
  ///
  /// By the computer's clock, so it can be anything after that was set.
  public let idle: Duration
  private let file: JournalFile
  private let state: Mutex<[Action]>

  init(file: JournalFile, title: String, actions: [Action], idle: Duration = .zero) {
    self.file = file
    self.idle = idle
    self.title = title
    state = Mutex(actions)
  }

  /// What undoes the steps that were announced, oldest first: undo them from the last to the first.
  public var actions: [Action] { state.withLock { $0 } }

  /// Records on disk how the next step is undone; returns only when that has reached the disk, so the step may begin.
  public func willPerform(undoneBy action: Action) throws(JournalError) {
    try file.append(try Line.undo(action).encoded(file.path))
    state.withLock { $0.append(action) }
  }

  /// Takes the latest announcement back: its step failed without any effect.
  public func didNotPerform() throws(JournalError) {
    try file.append(try Line.withdrawn.encoded(file.path))
    state.withLock { if !$0.isEmpty { $0.removeLast() } }
  }

  /// Records that all is undone but for the latest step, which is to be looked at again.
  public func onlyLatestRemains() throws(JournalError) {
    guard actions.count > 1 else { return }
    try file.append(try Line.onlyLatestRemains.encoded(file.path))
    state.withLock { $0.removeFirst($0.count - 1) }
  }

  /// What a child keeps open that is to own the transaction as well, as long as it lives.
  public var descriptorForChildren: CInt { file.descriptor }

  /// Ends the transaction: all is done, or all is undone.
  ///
  /// The file goes.
  public func finish() throws(JournalError) { try file.remove() }
}

extension Transaction {
  /// One line of the file; a JSON object each.
  enum Line: Codable {
    case title(String)
    case undo(Action)
    case withdrawn
    case onlyLatestRemains

    func encoded(_ path: String) throws(JournalError) -> [UInt8] {
      do {
        return Array(try JSONEncoder().encode(self)) + [UInt8(ascii: "\n")]
      } catch {
        throw .inaccessible(path: path, reason: "\(error)")
      }
    }

    /// Reads a file's lines.
    ///
    /// A last line without its end was being written when the process ended: its step had not begun, so it does not
    /// count.
    static func decode(
      _ bytes: [UInt8], path: String
    ) throws(JournalError) -> (title: String?, actions: [Action]) {
      var title: String?
      var actions: [Action] = []
      let decoder = JSONDecoder()
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      for (number, line) in lines.enumerated() {
        switch try? decoder.decode(Line.self, from: Data(line)) {
        case .title(let text): title = text
        case .undo(let action): actions.append(action)
        case .withdrawn: if !actions.isEmpty { actions.removeLast() }
        case .onlyLatestRemains: actions = Array(actions.suffix(1))
        case nil: throw .damaged(path: path, line: number + 1)
        }
      }
      return (title, actions)
    }
  }
}
