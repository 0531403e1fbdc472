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
  private let state: Mutex<Steps>

  /// The steps that were announced, and not taken back; each by its number in the order of all announcements.
  struct Steps {
    var announced = 0
    var actions: [(number: Int, action: Action)] = []

    mutating func add(_ action: Action) -> Int {
      announced += 1
      actions.append((announced, action))
      return announced
    }

    /// Takes one back; nil is the latest.
    mutating func withdraw(_ number: Int?) {
      if let number {
        actions.removeAll { $0.number == number }
      } else {
        _ = actions.popLast()
      }
    }

    mutating func keepLatest() { actions = actions.suffix(1) }
  }

  init(file: JournalFile, title: String, steps: Steps = Steps(), idle: Duration = .zero) {
    self.file = file
    self.idle = idle
    self.title = title
    state = Mutex(steps)
  }

  /// What undoes the steps that were announced, oldest first: undo them from the last to the first.
  public var actions: [Action] { state.withLock { $0.actions.map(\.action) } }

  /// Records on disk how the next step is undone; returns only when that has reached the disk, so the step may begin.
  ///
  /// Returns the step's number, by which it can be taken back.
  @discardableResult
  public func willPerform(undoneBy action: Action) throws(JournalError) -> Int {
    try file.append(try Line.undo(action).encoded(file.path))
    return state.withLock { $0.add(action) }
  }

  /// Takes an announcement back: its step failed without any effect.
  ///
  /// - Parameter step: The step's number; nil for the latest that stands.
  public func didNotPerform(_ step: Int? = nil) throws(JournalError) {
    try file.append(try Line.withdrawn(step).encoded(file.path))
    state.withLock { $0.withdraw(step) }
  }

  /// Records that all is undone but for the latest step, which is to be looked at again.
  public func onlyLatestRemains() throws(JournalError) {
    guard actions.count > 1 else { return }
    try file.append(try Line.onlyLatestRemains.encoded(file.path))
    state.withLock { $0.keepLatest() }
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
    case withdrawn(Int?)
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
    ) throws(JournalError) -> (title: String?, steps: Steps) {
      var title: String?
      var steps = Steps()
      let decoder = JSONDecoder()
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      for (number, line) in lines.enumerated() {
        switch try? decoder.decode(Line.self, from: Data(line)) {
        case .title(let text): title = text
        case .undo(let action): _ = steps.add(action)
        case .withdrawn(let step): steps.withdraw(step)
        case .onlyLatestRemains: steps.keepLatest()
        case nil: throw .damaged(path: path, line: number + 1)
        }
      }
      return (title, steps)
    }
  }
}
