import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct StateFileTests {
  let directory: TemporaryDirectory
  let folder: StateFolder
  let file: StateFile

  init() throws {
    directory = try TemporaryDirectory()
    folder = StateFolder(directory.path("state/history"))
    file = StateFile(folder.path + "/1.json")
  }

  @Test func `a file is written whole, by its owner alone, and read again`() throws {
    #expect(try file.contents(limit: 10) == nil)
    #expect(try file.replace(with: [1]) == false, "its folder is not there")
    try folder.make()
    #expect(try file.replace(with: [1, 2, 3]))
    #expect(try file.replace(with: [4, 5]))
    #expect(try file.contents(limit: 10) == [4, 5])
    #expect(try folder.names() == ["1.json"])
    var facts = stat()
    #expect(stat(file.path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    #expect(stat(folder.path, &facts) == 0 && facts.st_mode & 0o777 == 0o700)
    try file.remove()
    try file.remove()
    folder.removeIfEmpty()
    #expect(access(folder.path, F_OK) != 0)
  }

  @Test func `what a process left in the middle of a write is in nobody's way`() throws {
    try folder.make()
    #expect(try file.replace(with: [1]))
    #expect(symlink("/etc/passwd", file.path + ".new") == 0)
    #expect(try file.replace(with: [2]))
    #expect(try file.contents(limit: 10) == [2])
  }

  @Test func `links, pipes, folders and what is too large are refused at once`() throws {
    try folder.make()
    #expect(try file.replace(with: [UInt8](repeating: 0, count: 11)))
    #expect(throws: JournalError.self) { try file.contents(limit: 10) }
    let link = StateFile(folder.path + "/2.json")
    #expect(symlink(file.path, link.path) == 0)
    #expect(throws: JournalError.self) { try link.contents(limit: 100) }
    let pipe = StateFile(folder.path + "/3.json")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    #expect(throws: JournalError.self) { try pipe.contents(limit: 100) }
    #expect(throws: JournalError.self) { try StateFile(folder.path).contents(limit: 100) }
  }
}
