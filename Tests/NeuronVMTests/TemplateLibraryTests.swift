import FoundationEssentials
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct TemplateLibraryTests {
  let directory: TemporaryDirectory
  let library: TemplateLibrary

  init() throws {
    directory = try TemporaryDirectory()
    let environment = ["HOME": directory.path("home")]
    let directories = Directories(environment: environment, executable: directory.path("bin/neuron-vm"))
    library = TemplateLibrary(directories)
    for folder in [directories.userTemplates, directory.path("share/neuron-os/templates")] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
  }

  private func write(_ name: String, users: Bool, _ text: String) throws {
    let folder = users ? "home/.config/neuron-os/templates/" : "share/neuron-os/templates/"
    try Data(text.utf8).write(to: URL(filePath: directory.path(folder + name)))
  }

  @Test func `a user's template hides the system's of the same name`() throws {
    try write("linux.xml", users: false, "<system/>")
    try write("linux.xml", users: true, "<mine/>")
    try write("windows11-basic.xml", users: false, "<system/>")
    try write("notes.txt", users: true, "")
    let entries = library.entries().filter { $0.path.hasPrefix(directory.path) }
    #expect(entries.map(\.name) == ["linux", "windows11-basic"])
    #expect(entries.map(\.isUsers) == [true, false])
    #expect(try library.text(at: entries[0].path) == "<mine/>")
  }

  @Test func `a template with faults names all of them`() throws {
    try write("bad.xml", users: true, "<domain><name>{{nmae}}</name><memory>{{size}}</memory></domain>")
    let error = #expect(throws: NeuronError.self) { try library.template(named: "bad") }
    guard case .refused(let problems)? = error else {
      Issue.record("another error")
      return
    }
    #expect(problems.contains { $0.message.contains("nmae") })
    #expect(problems.contains { $0.message.contains("size") })
  }

  @Test func `an unknown name tells the known ones`() throws {
    try write("linux.xml", users: true, "<mine/>")
    let error = #expect(throws: NeuronError.self) { try library.template(named: "lunix") }
    guard case .templateNotFound(let name, let known)? = error else {
      Issue.record("another error")
      return
    }
    #expect(name == "lunix")
    #expect(known.contains("linux"))
  }

  @Test func `a file that is not text is an error with words`() throws {
    try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: directory.path("binary.xml")))
    #expect(throws: NeuronError.self) { try library.template(at: directory.path("binary.xml")) }
    #expect(throws: NeuronError.self) { try library.template(at: directory.path("missing.xml")) }
  }
}
