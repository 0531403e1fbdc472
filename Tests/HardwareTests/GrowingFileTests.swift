import Foundation
import TestSupport
import Testing

@testable import Hardware

@Suite struct GrowingFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func append(_ text: String, to name: String = "log") throws {
    let url = URL(filePath: directory.path(name))
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
  }

  @Test func `lines come as they are completed`() throws {
    try append("one\ntwo\nthr")
    var file = try GrowingFile(directory.path("log"))
    #expect(file.lines() == ["one", "two"])
    #expect(file.lines().isEmpty)
    try append("ee\n\nfour\n")
    #expect(file.lines() == ["three", "", "four"])
  }

  @Test func `a file that is moved away is read to its end, and the new one from its beginning`() throws {
    try append("one\n")
    var file = try GrowingFile(directory.path("log"))
    #expect(file.lines() == ["one"])
    try append("last\n")
    try FileManager.default.moveItem(atPath: directory.path("log"), toPath: directory.path("log.0"))
    #expect(file.lines() == ["last"])
    try append("first of the new one\n")
    #expect(file.lines() == ["first of the new one"])
    try append("more\n")
    #expect(file.lines() == ["more"])
  }

  @Test func `a file that is emptied is read from its beginning`() throws {
    try append("one\ntwo\n")
    var file = try GrowingFile(directory.path("log"))
    #expect(file.lines().count == 2)
    try Data("new\n".utf8).write(to: URL(filePath: directory.path("log")), options: [])
    #expect(file.lines() == ["new"])
  }

  @Test func `of a large file only the end is read, from the beginning of a line`() throws {
    let line = String(repeating: "x", count: 999)
    try append(String(repeating: line + "\n", count: 6000) + "end\n")
    var file = try GrowingFile(directory.path("log"))
    let lines = file.lines()
    #expect(lines.count > 4000 && lines.count < 4300)
    #expect(lines.first == line && lines.last == "end")
  }

  @Test func `a line without end does not fill the memory`() throws {
    try append(String(repeating: "x", count: 9 << 20))
    var file = try GrowingFile(directory.path("log"))
    #expect(file.lines().isEmpty)
    try append("\nafter\n")
    #expect(file.lines().last == "after")
  }

  @Test func `why a file cannot be read is told`() throws {
    do {
      _ = try GrowingFile(directory.path("none"))
      Issue.record("there is no such file")
    } catch {
      #expect(error.isMissing && !error.isForbidden && error.words == "No such file or directory")
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a change in a folder is noticed, and others are not`() async throws {
    let changes = try #require(FolderChanges.stream(in: directory.path, prefix: "log"))
    try append("nothing\n", to: "other")
    try append("one\n", to: "log.0")
    var iterator = changes.makeAsyncIterator()
    #expect(await iterator.next() != nil)
    try append("two\n")
    #expect(await iterator.next() != nil)
  }

  @Test func `a folder that is not there cannot be watched`() {
    #expect(FolderChanges.stream(in: directory.path("none"), prefix: "") == nil)
  }
}
