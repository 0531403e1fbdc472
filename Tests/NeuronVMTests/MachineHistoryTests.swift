import FoundationEssentials
import Glibc
import Journal
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct MachineHistoryTests {
  let directory: TemporaryDirectory
  let history: MachineHistory
  let id = UUID()

  init() throws {
    directory = try TemporaryDirectory()
    history = MachineHistory(machine: id, folder: StateFolder(directory.path("history/\(UUID())")))
  }

  private func forms(_ title: String) -> MachineForms {
    let xml = "<domain><name>win</name><uuid>\(id.uuidString.lowercased())</uuid><title>\(title)</title></domain>"
    return MachineForms(
      name: "win", definition: MachineDefinition(xml: xml, startsAutomatically: false), running: nil)
  }

  private func keep(_ title: String) throws {
    let entry = try history.begin(title, before: forms(title), kind: .change)
    try history.finish(entry, as: forms(title + " after").definition)
  }

  @Test func `entries are numbered, and read as they were written`() throws {
    for number in 1...12 { try keep("change \(number)") }
    let (entries, faults) = try history.entries()
    #expect(faults.isEmpty && entries.map(\.id) == Array(1...12))
    #expect(entries.last?.title == "change 12" && entries.last?.before == forms("change 12").definition)
    #expect(try history.entry(3)?.after == forms("change 3 after").definition)
    #expect(try history.entry(99) == nil)
  }

  @Test func `of a command that died before it changed anything nothing stays`() throws {
    _ = try history.begin("dies", before: forms("same"), kind: .change)
    try keep("same")
    #expect(try history.entries().entries.map(\.title) == ["same"])
    _ = try history.begin("dies in the middle", before: forms("old"), kind: .change)
    try keep("new")
    #expect(try history.entries().entries.map(\.title) == ["same", "dies in the middle", "new"])
  }

  @Test func `what is older than 30 days goes, and the oldest of too many`() throws {
    for number in 1...3 { try keep("change \(number)") }
    let old = history.folder.path + "/00001.json"
    var times = timeval(tv_sec: time(nil) - 31 * 24 * 3600, tv_usec: 0)
    #expect(withUnsafePointer(to: &times) { first in utimes(old, [first.pointee, first.pointee]) } == 0)
    #expect(try history.entries().entries.map(\.id) == [2, 3], "not told even before it is removed")
    try keep("change 4")
    #expect(access(old, F_OK) != 0)
    for number in 5...MachineHistory.most + 20 { try keep("change \(number)") }
    let entries = try history.entries().entries
    #expect(entries.count == MachineHistory.most && entries.last?.id == MachineHistory.most + 20)
  }

  @Test func `damaged and hostile files are named and hide nothing`() throws {
    for number in 1...8 { try keep("change \(number)") }
    func file(_ number: Int) -> String { history.folder.path + "/0000\(number).json" }
    func write(_ text: String, to number: Int) throws { try Data(text.utf8).write(to: URL(filePath: file(number))) }
    let whole = try String(contentsOfFile: file(8), encoding: .utf8)
    try write(String(whole.prefix(200)), to: 1)
    try write("", to: 2)
    try write(whole, to: 3)
    try write(
      whole.replacing("\"id\":8", with: "\"id\":4").replacing(
        "<uuid>\(id.uuidString.lowercased())", with: "<uuid>\(UUID())"),
      to: 4)
    try write(whole.replacing("\"id\":8", with: "\"id\":5").replacing("<domain>", with: "<domain"), to: 5)
    unlink(file(6))
    #expect(symlink("/etc/passwd", file(6)) == 0)
    unlink(file(7))
    #expect(mkfifo(file(7), 0o600) == 0)
    #expect(mkdir(history.folder.path + "/99999999999999999999.json", 0o700) == 0)
    let (entries, faults) = try history.entries()
    #expect(entries.map(\.id) == [8])
    #expect(faults.count == 7, "\(faults)")
    for (number, fault) in zip(1...7, faults) { #expect(fault.message.contains("0000\(number).json"), "\(fault)") }
    // Nor do they keep anything from being written.
    try keep("next")
    #expect(try history.entries().entries.map(\.id) == [8, 9])
  }
}
