import Foundation
import Glibc
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct FileRightsTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @Test func `a file of this user's is made writable by its own rights`() throws {
    let file = folder.path("-disk.img")
    try Data().write(to: URL(filePath: file))
    chmod(file, 0o400)
    let rights = FileRights(file)
    #expect(rights.owner == geteuid() && rights.isOwn && rights.sudo.isEmpty)
    #expect(rights.remedyToWrite.hasSuffix("chmod u+w \(file)"))
    chmod(file, 0o600)
    #expect(!FileRights(file).remedyToWrite.contains("chmod"))
  }

  @Test func `one of another user's is not`() {
    // Of a file that is not there nothing is known.
    #expect(FileRights(folder.path("none")).owner == nil)
    #expect(FileRights("/etc/passwd").owner == 0)
    if geteuid() != 0 {
      #expect(FileRights("/etc/passwd").remedyToWrite.contains("sudo chown $USER /etc/passwd"))
      #expect(FileRights("/etc/passwd").sudo == "sudo ")
    }
  }
}
