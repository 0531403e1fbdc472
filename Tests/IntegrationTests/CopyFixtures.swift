import Foundation
import TestSupport
import Testing

/// Disks and archives for the tests of copies, made by QEMU's and tar's own programs.
enum CopyFixtures {
  static let images = CommandLineProgram("/usr/bin/qemu-img")
  static let writer = CommandLineProgram("/usr/bin/qemu-io")
  static let tar = CommandLineProgram("/usr/bin/tar")

  /// Runs a program and expects it to do its work.
  @discardableResult
  static func done(
    _ program: CommandLineProgram, _ words: String..., location: SourceLocation = #_sourceLocation
  ) async throws -> ProgramOutcome {
    let outcome = try await program.run(words)
    #expect(outcome.exitCode == 0, "\(outcome)", sourceLocation: location)
    return outcome
  }

  /// A qcow2 image with data at both ends.
  static func disk(_ path: String, size: String = "64M", format: String = "qcow2") async throws {
    try await done(images, "create", "-q", "-f", format, path, size)
    try await done(writer, "-f", format, "-c", "write -q -P 7 0 1M", "-c", "write -q -P 9 40M 3M", path)
  }

  /// Whether two disks hold the same, whatever their formats.
  static func areAlike(_ one: String, _ other: String) async throws -> Bool {
    try await images("compare", "-q", one, other).exitCode == 0
  }
}

extension PrivateHypervisor {
  /// The disks that are there, by the beginning of their names.
  func disks(_ prefix: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: images)) ?? []).filter { $0.hasPrefix(prefix) }.sorted()
      .map { images + "/" + $0 }
  }

  /// A machine's definition.
  func definition(_ name: String) async throws -> String {
    try await virsh("dumpxml", "--inactive", name).output
  }
}
