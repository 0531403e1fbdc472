import FoundationEssentials
import Journal
import MachineModel

/// What one machine was before each change of the last 30 days, one file a change.
///
/// Written under the machine's lock; read at any time. It outlives the machine.
struct MachineHistory: Sendable {
  /// The machine.
  let machine: UUID
  /// The folder.
  let folder: StateFolder

  /// How long an entry is kept.
  static let longest = Duration.seconds(30 * 24 * 3600)
  /// How many entries a machine may have; the oldest go first.
  static let most = 100
  /// How many bytes a machine's entries may take together; the oldest go first.
  static let largest = 16 << 20

  /// Keeps what the machine is before a change; returns when that would outlive a power cut.
  func begin(
    _ title: String, before: MachineForms, kind: HistoryEntry.Kind, removedDisks: [String] = [],
    removedFirmwareState: Bool = false, hadPassword: Bool = false
  ) throws(NeuronError) -> HistoryEntry {
    // What is brought back was gone, whatever it is like.
    if kind != .restoration { try dropUnchanged(now: before.definition) }
    try prune()
    let entry = HistoryEntry(
      id: (try numbers().last ?? 0) + 1, time: .now, title: String(title.prefix(500)), machine: self.machine,
      name: before.name, kind: kind, before: before.definition, after: nil, removedDisks: removedDisks,
      removedFirmwareState: removedFirmwareState, hadPassword: hadPassword)
    try write(entry)
    return entry
  }

  /// Completes an entry when the change is over; one that changed nothing goes.
  ///
  /// - Parameter after: What the machine is now; nil when it is gone.
  func finish(_ entry: HistoryEntry, as after: MachineDefinition?) throws(NeuronError) {
    // What was brought back is as it was kept, and was not there before.
    guard after != entry.before || entry.kind == .restoration else { return try discard(entry) }
    var entry = entry
    entry.after = after
    try write(entry)
  }

  /// Forgets an entry: nothing was changed.
  func discard(_ entry: HistoryEntry) throws(NeuronError) {
    try writing { () throws(JournalError) in try StateFile(path(of: entry.id)).remove() }
    folder.removeIfEmpty()
  }

  /// The entries, oldest first, and what is wrong with those that cannot be read; these stay as they are.
  func entries() throws(NeuronError) -> (entries: [HistoryEntry], faults: [NeuronError]) {
    var entries: [HistoryEntry] = []
    var faults: [NeuronError] = []
    for number in try numbers() {
      do throws(NeuronError) {
        if let entry = try entry(number) { entries.append(entry) }
      } catch {
        faults.append(error)
      }
    }
    return (entries, faults)
  }

  /// The entry of this number; nil when there is none, or it is too old.
  func entry(_ number: Int) throws(NeuronError) -> HistoryEntry? {
    let path = path(of: number)
    if let age = StateFile(path).age, age > Self.longest { return nil }
    guard
      let bytes = try writing({ () throws(JournalError) in
        try StateFile(path).contents(limit: HistoryEntry.largestFile)
      })
    else { return nil }
    do {
      return try HistoryEntry(parsing: bytes, id: number, machine: machine)
    } catch {
      throw .file(path: path, reason: error.reason)
    }
  }

  /// Removes what is too old or too much; the folder stays.
  func prune() throws(NeuronError) {
    var kept = 0
    var bytes = 0
    for number in try numbers().reversed() {
      let file = StateFile(path(of: number))
      guard let age = file.age, let size = file.size else { continue }
      kept += 1
      bytes += size
      if age > Self.longest || kept >= Self.most || bytes > Self.largest {
        try writing { () throws(JournalError) in try file.remove() }
      }
    }
  }

  /// Forgets the latest entry when its command was interrupted before it changed anything.
  private func dropUnchanged(now: MachineDefinition) throws(NeuronError) {
    guard let number = try numbers().last, let latest = try? entry(number), latest.after == nil,
      latest.before == now, latest.kind != .restoration
    else { return }
    try writing { () throws(JournalError) in try StateFile(path(of: latest.id)).remove() }
  }

  private func numbers() throws(NeuronError) -> [Int] {
    let names = try writing { () throws(JournalError) in try folder.names() }
    // A number is never as large as to leave no next one.
    return names.compactMap { name in
      guard name.hasSuffix(".json"), let number = Int(name.dropLast(5)), number > 0, number < 1 << 40,
        name == Self.name(of: number)
      else { return nil }
      return number
    }.sorted()
  }

  private func write(_ entry: HistoryEntry) throws(NeuronError) {
    let path = path(of: entry.id)
    guard let bytes = entry.encoded(), bytes.count <= HistoryEntry.largestFile else {
      throw .file(path: path, reason: HistoryEntryError.unreadable.reason)
    }
    try writing { () throws(JournalError) in
      // Another process may be removing the folder, because nothing was in it.
      for _ in 0..<1000 {
        try folder.make()
        if try StateFile(path).replace(with: bytes) { return }
      }
      throw .inaccessible(path: path, reason: "its folder does not stay")
    }
  }

  private func path(of number: Int) -> String { folder.path + "/" + Self.name(of: number) }

  private static func name(of number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".json"
  }
}
