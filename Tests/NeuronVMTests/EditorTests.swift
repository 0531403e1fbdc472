import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct EditorTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func editor(_ environment: [String: String], hasTerminal: Bool = true) throws(NeuronError) -> Editor {
    try Editor(for: "win11", hasTerminal: hasTerminal, environment: environment)
  }

  private func program(_ name: String, _ text: String) throws {
    try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: folder.path(name)))
    chmod(folder.path(name), 0o755)
  }

  @Test func `VISUAL comes before EDITOR, with its options, and nothing is given to a shell`() throws {
    try program("code", "")
    try program("vi", "")
    let both = try editor(["PATH": folder.path, "VISUAL": "code --wait ;rm", "EDITOR": "vi"])
    #expect(both.path == folder.path("code") && both.arguments == ["--wait", ";rm"])
    #expect(try editor(["PATH": folder.path, "VISUAL": "", "EDITOR": "vi"]).path == folder.path("vi"))
    #expect(try editor(["PATH": folder.path]).path == folder.path("vi"))
    #expect(try editor(["PATH": "", "EDITOR": folder.path("vi")]).path == folder.path("vi"))
  }

  @Test func `without a terminal only an editor that was named is opened`() throws {
    try program("vi", "")
    #expect(try editor(["PATH": folder.path, "EDITOR": "vi"], hasTerminal: false).path == folder.path("vi"))
    do throws(NeuronError) {
      _ = try editor(["PATH": folder.path], hasTerminal: false)
      Issue.record("an editor was found")
    } catch {
      #expect(error.exitCode == 4 && error.remedy?.contains("--from machine.xml --yes win11") == true)
    }
  }

  @Test func `an editor that is not there is named`() throws {
    mkdir(folder.path("emacs"), 0o755)
    for environment in [["PATH": folder.path], ["PATH": folder.path, "EDITOR": "emacs"]] {
      do throws(NeuronError) {
        _ = try editor(environment)
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
    try await editor(["EDITOR": folder.path("ed") + " -x"]).open(file)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "edited\n")
    try program("bad", "exit 3")
    await #expect(throws: NeuronError.self) {
      try await editor(["EDITOR": folder.path("bad")]).open(file)
    }
  }
}
