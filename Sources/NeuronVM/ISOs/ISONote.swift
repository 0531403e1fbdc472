import Files
import FoundationEssentials

/// What stands in a pool beside an ISO while it is being copied, so that nobody takes it for whole: where it comes from,
/// and who copies it.
///
/// It lies there and not with us, because other users and other computers see the same pool.
struct ISONote: Codable, Hashable, Sendable {
  /// The size that the ISO will have.
  let total: UInt64
  /// What tells the file that is copied.
  let source: FileIdentity
  /// The computer that copies it.
  let computer: String
  /// The process that copies it, and when that was started, by the kernel's count.
  let process: Int32
  let started: String

  /// What is behind an ISO's name in the name of its note.
  static let ending = ".part"
  /// All notes have this size, with blanks at their ends, so that one is written over another without a moment in
  /// which there is none.
  static let size = 1024

  /// A note of this process.
  init(copying source: FileIdentity) {
    total = source.size
    self.source = source
    computer = Self.thisComputer
    process = ProcessInfo.processInfo.processIdentifier
    started = Self.startTime(of: process) ?? ""
  }

  /// Reads a note; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.size, let note = try? JSONDecoder().decode(ISONote.self, from: Data(bytes)) else {
      return nil
    }
    self = note
  }

  var bytes: [UInt8] {
    let text = (try? JSONEncoder().encode(self)).map(Array.init) ?? []
    return text + [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.size - text.count))
  }

  /// Whether the note is of this computer, so that it can be told whether its process lives.
  var isOfThisComputer: Bool { computer == Self.thisComputer }

  /// Whether the process that wrote it still runs here.
  var isUnderWay: Bool { isOfThisComputer && !started.isEmpty && Self.startTime(of: process) == started }

  private static let thisComputer =
    (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8))?.filter { !$0.isWhitespace } ?? ""

  /// Source: proc(5), `/proc/PID/stat`, field 22; the second field is the program's name, in brackets.
  private static func startTime(of process: Int32) -> String? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let bracket = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: bracket)...].split(separator: " ")
    return fields.count > 19 ? String(fields[19]) : nil
  }
}
