import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct InputFileTests {
  @Test func `a file is read where it is asked for, up to its end`() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a")
    try Data("0123456789".utf8).write(to: URL(filePath: path))
    let file = try InputFile(path: path)
    #expect(file.size == 10)
    #expect(try file.read(at: 3, count: 4) == Array("3456".utf8))
    #expect(try file.read(at: 8, count: 4) == Array("89".utf8))
    #expect(try file.read(at: 11, count: 4).isEmpty)
    #expect(try file.read(at: .max, count: 4).isEmpty)
    #expect(try file.currentIdentity() == file.identity)
    try Data("0123456780".utf8).write(to: URL(filePath: path))
    #expect(try file.currentIdentity() != file.identity)
  }

  @Test func `a folder, a pipe and nothing are refused at once`() throws {
    let folder = try TemporaryDirectory()
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(throws: FileError.self) { try InputFile(path: folder.path("pipe")) }
    #expect(throws: FileError.self) { try InputFile(path: folder.path("..")) }
    do {
      _ = try InputFile(path: folder.path("nothing"))
      Issue.record("there is no such file")
    } catch {
      #expect(error.isMissing)
    }
  }
}
