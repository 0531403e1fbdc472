import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct EditorTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func program(_ name: String, _ text: String) throws {
    try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: folder.path(name)))
    chmod(folder.path(name), 0o755)
  }

  @Test func `VISUAL comes before EDITOR, with its options, and nothing is given to a shell`() throws {
    try program("code", "")
    try program("vi", "")
    let both = try Editor(environment: ["PATH": folder.path, "VISUAL": "code --wait ;rm", "EDITOR": "vi"])
    #expect(both.path == folder.path("code") && both.arguments == ["--wait", ";rm"])
    #expect(try Editor(environment: ["PATH": folder.path, "VISUAL": "", "EDITOR": "vi"]).path == folder.path("vi"))
    #expect(try Editor(environment: ["PATH": folder.path]).path == folder.path("vi"))
    #expect(try Editor(environment: ["PATH": "", "EDITOR": folder.path("vi")]).path == folder.path("vi"))
  }

  @Test func `an editor that is not there is named`() throws {
    mkdir(folder.path("emacs"), 0o755)
    for environment in [["PATH": folder.path], ["PATH": folder.path, "EDITOR": "emacs"]] {
      do throws(NeuronError) {
        _ = try Editor(environment: environment)
        Issue.record("an editor was found")
      } catch {
        guard case .refused(let problems) = error else { throw error }
        #expect(problems.map(\.code) == ["editor.missing"])
        if let name = environment["EDITOR"] { #expect(error.message.contains(name)) }
      }
    }
  }

  @Test func `it gets the file, and its failure is an error`() async throws {
    try program("ed", "echo edited > \"$2\"")
    let file = folder.path("a file")
    try await Editor(environment: ["EDITOR": folder.path("ed") + " -x"]).open(file)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "edited\n")
    try program("bad", "exit 3")
    await #expect(throws: NeuronError.self) {
      try await Editor(environment: ["EDITOR": folder.path("bad")]).open(file)
    }
  }
}
