import Files
import FoundationEssentials
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct ISOCopyStartTests {
  private let folder: TemporaryDirectory
  private let source: FileIdentity

  init() throws {
    folder = try TemporaryDirectory()
    try Data(count: 5 << 20).write(to: URL(filePath: folder.path("a.iso")))
    source = try InputFile(path: folder.path("a.iso")).identity
  }

  /// A note that this process wrote long ago, or another one.
  private func note(_ changes: [String: Any] = [:]) throws -> ISONote {
    let object = try JSONDecoder().decode([String: JSONValue].self, from: Data(ISONote(copying: source).bytes))
    var values = object
    for (key, value) in changes { values[key] = JSONValue(value) }
    return try #require(ISONote(Array(try JSONEncoder().encode(values))))
  }

  @Test func `without anything there the copy begins, and a finished ISO keeps its name`() {
    #expect(ISOCopyStart(size: nil, hasNote: false, note: nil, source: source) == .fresh)
    #expect(ISOCopyStart(size: 1, hasNote: false, note: nil, source: source) == .taken)
  }

  @Test func `a copy of the same file that died goes on at whole mebibytes`() throws {
    let dead = try note(["started": "1"])
    #expect(ISOCopyStart(size: 3 << 20, hasNote: true, note: dead, source: source) == .resume(at: 3 << 20))
    #expect(ISOCopyStart(size: (3 << 20) + 5, hasNote: true, note: dead, source: source) == .resume(at: 3 << 20))
    #expect(ISOCopyStart(size: 0, hasNote: true, note: dead, source: source) == .resume(at: 0))
    #expect(ISOCopyStart(size: nil, hasNote: true, note: dead, source: source) == .replace)
    #expect(ISOCopyStart(size: 6 << 20, hasNote: true, note: dead, source: source) == .replace)
  }

  @Test func `a copy of another state of the file begins anew`() throws {
    let dead = try note(["started": "1"])
    try Data(repeating: 1, count: 5 << 20).write(to: URL(filePath: folder.path("a.iso")))
    let changed = try InputFile(path: folder.path("a.iso")).identity
    #expect(ISOCopyStart(size: 3 << 20, hasNote: true, note: dead, source: changed) == .replace)
  }

  @Test func `what a living process, or another computer, is at is left alone`() throws {
    #expect(ISOCopyStart(size: 3 << 20, hasNote: true, note: try note(), source: source) == .busy)
    let others = try note(["computer": "elsewhere"])
    #expect(ISOCopyStart(size: 3 << 20, hasNote: true, note: others, source: source) == .foreign)
    #expect(ISOCopyStart(size: 3 << 20, hasNote: true, note: nil, source: source) == .foreign)
    #expect(ISOCopyStart(size: nil, hasNote: true, note: nil, source: source) == .replace)
  }

  @Test func `all notes are of one size, and what is no note is not read as one`() throws {
    #expect(ISONote(copying: source).bytes.count == ISONote.size)
    #expect(ISONote(ISONote(copying: source).bytes)?.isUnderWay == true)
    for text in ["", "{}", "null", String(repeating: " ", count: 1024), String(repeating: "[", count: 1024)] {
      #expect(ISONote(Array(text.utf8)) == nil)
    }
    #expect(ISONote([UInt8](repeating: 0xFF, count: 2000)) == nil)
  }

  @Test func `what others keep under the names of our notes and checksums is not ours`() {
    let note = ISONote(copying: source).bytes
    #expect(ISOCompanion.note.isOurs(note, of: "a.iso") && ISOCompanion.note.isOurs([], of: "a.iso"))
    #expect(!ISOCompanion.note.isOurs([], of: "disk.qcow2"))
    #expect(!ISOCompanion.note.isOurs(Array("half a download".utf8), of: "a.iso"))
    let text = ISOCompanion.checksumText(SHA256Digest(of: [1]), of: "a.iso")
    #expect(ISOCompanion.checksum.isOurs(Array(text.utf8), of: "a.iso"))
    #expect(!ISOCompanion.checksum.isOurs(Array(text.utf8), of: "b.iso"))
    for other in ["", "\n", "my notes", text + text] {
      #expect(!ISOCompanion.checksum.isOurs(Array(other.utf8), of: "a.iso"))
    }
  }
}

/// A value of JSON, kept as it is.
private enum JSONValue: Codable {
  case text(String)
  case number(Int64)
  case object([String: JSONValue])

  init(_ value: Any) { self = .text("\(value)") }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .object(let object): try container.encode(object)
    }
  }
}
