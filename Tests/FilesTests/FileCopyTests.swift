import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileCopyTests {
  private func bytes() -> Data { Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }) }

  private func copy(_ old: String, to new: String) throws {
    let copy = try FileCopy(of: old, to: new)
    var next: UInt64? = 0
    while let offset = next { next = try copy.copy(from: offset) }
  }

  @Test func `what the kernel cannot copy is read and written`() throws {
    let folder = try TemporaryDirectory()
    try bytes().write(to: URL(filePath: folder.path("a")))
    let source = try InputFile(path: folder.path("a"))
    try Folder.makeFile(folder.path("b"))
    let target = open(folder.path("b"), O_WRONLY)
    defer { close(target) }
    let copy = BytesCopy(
      source: source.descriptor, sourcePath: source.path, target: target, targetPath: folder.path("b"))
    #expect(try copy.copyThroughMemory(0, 4_000_000) == 3_000_001)
    try Folder.sync(folder.path("b"))
    #expect(try Data(contentsOf: URL(filePath: folder.path("b"))) == bytes())
  }

  @Test(.enabled("needs /dev/shm on a file system of its own") { Folder.isWritable("/dev/shm") })
  func `a copy goes from one file system to another`() throws {
    let folder = try TemporaryDirectory()
    let other = "/dev/shm/neuron-vm-\(UUID().uuidString)"
    defer { try? Folder.remove(other) }
    try bytes().write(to: URL(filePath: folder.path("a")))
    try copy(folder.path("a"), to: other)
    #expect(try Data(contentsOf: URL(filePath: other)) == bytes())
    #expect(throws: FileError(path: other, number: EEXIST)) { try FileCopy(of: folder.path("a"), to: other) }
  }
}
