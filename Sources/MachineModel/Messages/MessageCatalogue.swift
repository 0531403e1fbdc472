import Text

/// The messages of libvirt, QEMU and the kernel that users meet, each with what it means and what helps.
///
/// For explanation only: what the program does never depends on it. A text is read once, however many messages are
/// known, and no text takes long, whatever it holds.
public struct MessageCatalogue: Sendable {
  /// All that we know.
  public static let standard = MessageCatalogue(
    kvm + passthrough + devices + firmware + disks + storage + networks + memory + displays + machines + snapshots
      + migration + daemon + sharing + kernel)

  let entries: [KnownMessage]
  /// The patterns by the first four bytes of their heads.
  private let patterns: [UInt32: [(entry: Int, pattern: Int)]]
  /// Whether there may be patterns for four bytes, by a short number made of them: most places need no more.
  private let gate: [Bool]

  /// Of a longer text, only the end is read: that is where QEMU says why it gave up.
  static let greatestLength = 16_384
  /// A text that begins like known messages at more places than this is made to waste time.
  private static let greatestTries = 2048

  init(_ entries: [KnownMessage]) {
    self.entries = entries
    var patterns: [UInt32: [(entry: Int, pattern: Int)]] = [:]
    var gate = [Bool](repeating: false, count: 1 << 16)
    for (number, entry) in entries.enumerated() {
      for (index, pattern) in entry.patterns.enumerated() {
        let key = Self.key(pattern.head, 0)
        patterns[key, default: []].append((number, index))
        gate[Self.slot(key)] = true
      }
    }
    self.patterns = patterns
    self.gate = gate
  }

  /// What a text means; nil when no message in it is known.
  public func explanation(of text: String, in context: MessageContext = MessageContext()) -> Explanation? {
    let found = matches(in: text)
    if let best = found.first { return explanation(best, context) }
    guard let code = context.libvirtCode, let entry = entries.first(where: { $0.libvirtCodes.contains(code) }) else {
      return nil
    }
    return explanation(Match(entry: entry, weight: 0, values: []), context)
  }

  /// Every known message in a text, the one that says most first.
  func matches(in text: String) -> [Match] {
    let bytes = Array(text.utf8.suffix(Self.greatestLength))
    guard bytes.count >= 4 else { return [] }
    var found: [Match] = []
    var tries = 0
    for start in 0...(bytes.count - 4) {
      let key = Self.key(bytes, start)
      guard gate[Self.slot(key)], let candidates = patterns[key] else { continue }
      for candidate in candidates {
        tries += 1
        guard tries <= Self.greatestTries else { return found.sorted(by: Match.saysMore) }
        let entry = entries[candidate.entry]
        let pattern = entry.patterns[candidate.pattern]
        if let values = pattern.match(in: bytes, at: start) {
          found.append(Match(entry: entry, weight: pattern.weight, values: values))
        }
      }
    }
    return found.sorted(by: Match.saysMore)
  }

  /// A known message that was found.
  struct Match: Sendable {
    let entry: KnownMessage
    let weight: Int
    let values: [String]

    /// Whether the first says more: by how bad it is, then by how much of it is known.
    static func saysMore(_ first: Match, _ second: Match) -> Bool {
      (first.entry.severity.rank, first.weight) > (second.entry.severity.rank, second.weight)
    }
  }

  private func explanation(_ match: Match, _ context: MessageContext) -> Explanation {
    let entry = match.entry
    func words(_ key: StaticString) -> String { tr(key, filledWith: match.values) }
    return Explanation(
      code: entry.code, severity: entry.severity, cause: words(entry.cause),
      consequence: entry.consequence.map(words), remedy: entry.remedy.map(words),
      command: entry.command.flatMap { Self.command($0, match.values, machine: context.machine) })
  }

  /// Fills a command; nil when a name is missing.
  static func command(_ source: String, _ values: [String], machine: String?) -> [Explanation.CommandPiece]? {
    var pieces: [Explanation.CommandPiece] = []
    var rest = Substring(source)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let name = rest[rest.index(after: open)..<close]
      if name == "machine" {
        guard let machine else { return nil }
        pieces.append(.value(machine))
      } else {
        guard let number = Int(name), values.indices.contains(number - 1), !values[number - 1].hasPrefix("-") else {
          // A program would take what begins with a dash for an option.
          return nil
        }
        pieces.append(.value(values[number - 1]))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  private static func key(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    guard start + 4 <= bytes.count else { return 0 }
    return UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }

  private static func slot(_ key: UInt32) -> Int { Int((key &* 2_654_435_761) >> 16) }
}
