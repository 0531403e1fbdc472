/// The fixed words of a message, with holes where each occurrence has words of its own.
///
/// Written as `vfio {pci}: group {number} is not viable`. A match may stand anywhere in a text. It costs time in
/// proportion to the holes' greatest lengths, whatever the text is: nothing is ever tried a second way.
struct MessagePattern: Sendable {
  /// The words that the pattern begins with; at least four bytes, by which it is found.
  let head: [UInt8]
  /// What follows: a hole, and the words after it.
  let parts: [Part]
  /// How many bytes of fixed words there are: of two patterns that match, the one with more of them says more.
  let weight: Int

  /// Reads a pattern of ours.
  init(_ source: StaticString) {
    var literals: [[UInt8]] = [[]]
    var holes: [Hole] = []
    var rest = Array(source.description.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")),
        let hole = Hole(rawValue: String(decoding: rest[rest.index(after: rest.startIndex)..<end], as: UTF8.self))
      {
        holes.append(hole)
        literals.append([])
        rest = rest[rest.index(after: end)...]
      } else {
        literals[literals.endIndex - 1].append(byte)
        rest = rest.dropFirst()
      }
    }
    head = literals[0]
    parts = zip(holes, literals.dropFirst()).map(Part.init)
    weight = literals.reduce(0) { $0 + $1.count }
  }

  /// What stands in the holes of a match that begins at `start`; nil when there is none.
  ///
  /// The hole `{*}` keeps nothing.
  func match(in text: [UInt8], at start: Int) -> [String]? {
    guard text.has(head, at: start) else { return nil }
    var position = start + head.count
    var values: [String] = []
    for part in parts {
      guard let end = part.end(in: text, from: position) else { return nil }
      if part.hole != .anything { values.append(String(decoding: text[position..<end], as: UTF8.self)) }
      position = end + part.literal.count
    }
    return values
  }

  /// How many values a match has.
  var valueCount: Int { parts.count { $0.hole != .anything } }

  /// A hole and the words after it.
  struct Part: Sendable {
    let hole: Hole
    let literal: [UInt8]

    /// Where the hole ends: at the first place where the words after it stand, or as late as can be without any.
    func end(in text: [UInt8], from start: Int) -> Int? {
      let limit = min(text.count, start + hole.greatestLength)
      var end = start
      while literal.isEmpty || !text.has(literal, at: end) || (end == start && hole != .anything) {
        guard end < limit, hole.allows(text[end]) else { return literal.isEmpty && end > start ? end : nil }
        end += 1
      }
      return end
    }
  }

  /// What may stand in a hole; never a line's end or another control character.
  enum Hole: String, Sendable {
    /// The address of a PCI device, such as 0000:01:00.0.
    case pci
    /// A number without a sign.
    case number
    /// A name, such as a network's.
    case name
    /// A file's path.
    case path
    /// Words that nobody needs.
    case anything = "*"

    var greatestLength: Int {
      switch self {
      case .pci, .number: 24
      case .name: 256
      case .path, .anything: 1024
      }
    }

    func allows(_ byte: UInt8) -> Bool {
      switch (self, byte) {
      case (.number, UInt8(ascii: "0")...UInt8(ascii: "9")): true
      case (.pci, UInt8(ascii: "0")...UInt8(ascii: ":")), (.pci, UInt8(ascii: "a")...UInt8(ascii: "f")),
        (.pci, UInt8(ascii: "A")...UInt8(ascii: "F")), (.pci, UInt8(ascii: ".")):
        true
      case (.number, _), (.pci, _): false
      default: byte >= 0x20 && byte != 0x7F
      }
    }
  }
}

extension [UInt8] {
  /// Whether `words` stand at `position`.
  fileprivate func has(_ words: [UInt8], at position: Int) -> Bool {
    guard position + words.count <= count else { return false }
    for index in words.indices where self[position + index] != words[index] { return false }
    return true
  }
}
