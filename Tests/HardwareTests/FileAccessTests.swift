import Glibc
import TestSupport
import Testing

@testable import Hardware

@Suite struct FileAccessTests {
  let directory: TemporaryDirectory
  let stranger = FileAccess(user: 4_000_000_001, groups: [4_000_000_002])

  init() throws { directory = try TemporaryDirectory() }

  private func makeFile(_ name: String, mode: mode_t = 0o644) throws -> String {
    let path = directory.path(name)
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    chmod(path, mode)
    return path
  }

  @Test func `a file in a closed folder is blocked by that folder and not by itself`() throws {
    let path = try makeFile("windows.iso")
    chmod(directory.path, 0o700)
    #expect(stranger.obstacle(to: path) == .folder(directory.path))
  }

  @Test func `a folder that others may pass through blocks nothing`() throws {
    let path = try makeFile("windows.iso")
    chmod(directory.path, 0o711)
    #expect(stranger.obstacle(to: path) == nil)
  }

  @Test func `a file that only its owner may read is blocked unless folders alone matter`() throws {
    let path = try makeFile("windows.iso", mode: 0o600)
    chmod(directory.path, 0o711)
    #expect(stranger.obstacle(to: path) == .file(path))
    #expect(stranger.obstacle(to: path, onlyFolders: true) == nil)
  }

  @Test func `a link is judged by where it leads`() throws {
    let path = try makeFile("windows.iso")
    let link = directory.path("link.iso")
    symlink(path, link)
    chmod(directory.path, 0o700)
    #expect(stranger.obstacle(to: link) == .folder(directory.path))
  }

  @Test func `a missing file and a folder are told apart`() {
    #expect(FileAccess.own.obstacle(to: directory.path("none.iso")) == .missing(directory.path("none.iso")))
    #expect(FileAccess.own.obstacle(to: directory.path) == .isFolder(directory.path))
  }

  @Test func `the group's rights count for a member and not for a stranger`() throws {
    let path = try makeFile("windows.iso", mode: 0o640)
    chmod(directory.path, 0o711)
    #expect(FileAccess(user: 4_000_000_001, groups: [getegid()]).obstacle(to: path) == nil)
    #expect(stranger.obstacle(to: path) == .file(path))
  }

  @Test func `the owner has the owner's rights even where others have more`() throws {
    let path = try makeFile("windows.iso", mode: 0o044)
    chmod(directory.path, 0o711)
    if geteuid() != 0 { #expect(FileAccess.own.obstacle(to: path) == .file(path)) }
    #expect(stranger.obstacle(to: path) == nil)
  }
}
