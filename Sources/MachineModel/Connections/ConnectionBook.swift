import Text

/// The hypervisors that a user has given names; a text with a line for each, `NAME URI`.
///
/// Empty lines, lines that begin with `#`, and what follows the address on a line are kept as they are.
public struct ConnectionBook: Hashable, Sendable {
  /// A remembered hypervisor.
  public struct Entry: Hashable, Sendable {
    /// What it is called.
    public let name: ConnectionName
    /// Where it is.
    public let address: ConnectionAddress
  }

  private enum Line: Hashable, Sendable {
    case entry(Entry, text: String)
    case other(String)

    var text: String {
      switch self {
      case .entry(_, let text), .other(let text): text
      }
    }
  }

  /// The largest text that is read, in bytes.
  public static let largest = 65_536

  private var lines: [Line] = []

  /// A book without entries.
  public init() {}

  /// Reads the text of a book.
  public init(parsing bytes: [UInt8]) throws(ConnectionBookError) {
    guard bytes.count <= Self.largest else { throw .tooLarge }
    var number = 0
    for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard let text = String(validating: piece, as: UTF8.self) else {
        throw .line(number, reason: tr("it is no text"))
      }
      let words = text.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else {
        lines.append(.other(text))
        continue
      }
      guard words.count > 1 else { throw .line(number, reason: tr("there is no address behind the name")) }
      let entry: Entry
      do {
        entry = Entry(
          name: try ConnectionName(parsing: String(first)), address: try ConnectionAddress(parsing: String(words[1])))
      } catch {
        throw .line(number, reason: "\(error)")
      }
      guard self[entry.name] == nil else {
        throw .line(number, reason: tr("the name “%1$@” stands twice", entry.name))
      }
      lines.append(.entry(entry, text: text))
    }
    // What follows the last line end.
    if lines.last == .other("") { lines.removeLast() }
  }

  /// The remembered hypervisors in the order of the text.
  public var entries: [Entry] {
    lines.compactMap { line in
      if case .entry(let entry, _) = line { entry } else { nil }
    }
  }

  /// The text; empty when there is nothing in it.
  public var text: String { lines.map { $0.text + "\n" }.joined() }

  /// The address of this name; nil when it is not remembered.
  ///
  /// Setting replaces, adds at the end, or (nil) removes.
  public subscript(_ name: ConnectionName) -> ConnectionAddress? {
    get { entries.first { $0.name == name }?.address }
    set {
      let index = lines.firstIndex { line in
        if case .entry(let entry, _) = line { entry.name == name } else { false }
      }
      guard let newValue else {
        if let index { lines.remove(at: index) }
        return
      }
      let line = Line.entry(Entry(name: name, address: newValue), text: "\(name) \(newValue)")
      if let index { lines[index] = line } else { lines.append(line) }
    }
  }
}

/// Why a text is no book of connections.
public enum ConnectionBookError: Error, Hashable, Sendable {
  /// It is larger than any such book.
  case tooLarge
  /// A line, counted from 1, is not understood.
  case line(Int, reason: String)
}
