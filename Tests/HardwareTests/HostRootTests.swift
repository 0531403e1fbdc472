import Foundation
import Glibc
import TestSupport
import Testing

@testable import Hardware

/// A saved tree may have been made by anybody.
@Suite struct HostRootTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: folder.path("sys"), withIntermediateDirectories: true)
  }

  private func root() throws -> HostRoot { try HostRoot(folder.path) }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
  }

  @Test func `no link leads out of the folder`() throws {
    let secret = try TemporaryDirectory()
    try "secret".write(toFile: secret.path("file"), atomically: false, encoding: .utf8)
    try link("absolute", to: secret.path("file"))
    try link("upwards", to: "../../../../../../../.." + secret.path("file"))
    try link("folder", to: secret.path)
    try link("magic", to: "/proc/self/root" + secret.path("file"))
    let root = try root()
    for path in ["absolute", "upwards", "folder/file", "magic", ".." + secret.path("file")] {
      #expect(root.text(path) == nil, "\(path)")
    }
    #expect(root.names("folder") == nil)
  }

  @Test func `a link inside is followed as if the folder were the root`() throws {
    try "yes\n".write(toFile: folder.path("sys/file"), atomically: false, encoding: .utf8)
    try link("absolute", to: "/sys/file")
    try link("upwards", to: "../../../sys/file")
    let root = try root()
    #expect(root.text("absolute") == "yes")
    #expect(root.text("upwards") == "yes")
    #expect(root.link("absolute") == "/sys/file")
  }

  @Test func `pipes, folders and loops are not read`() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    try link("loop", to: "loop")
    let root = try root()
    #expect(root.text("pipe") == nil)
    #expect(root.text("sys") == nil)
    #expect(root.text("loop") == nil)
    #expect(root.names("loop") == nil)
    guard let here = HostFolder(".", in: root) else {
      Issue.record("the folder itself cannot be opened")
      return
    }
    #expect(here.text("pipe") == nil)
  }

  @Test func `a text beyond the limit, or with control characters, is none`() throws {
    try String(repeating: "a", count: 5000).write(toFile: folder.path("long"), atomically: false, encoding: .utf8)
    try "a\u{1B}[31m".write(toFile: folder.path("red"), atomically: false, encoding: .utf8)
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.path("bytes")))
    let root = try root()
    #expect(root.text("long") == nil)
    #expect(root.bytes("long")?.count == 5000)
    #expect(root.beginning("long", limit: 10)?.count == 10)
    #expect(root.text("red") == nil)
    #expect(root.text("bytes") == nil)
  }
}
