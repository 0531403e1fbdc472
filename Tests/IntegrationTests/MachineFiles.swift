import Foundation
import TestSupport
import Testing
import XML

extension PrivateHypervisor {
  /// Gives a machine a device as another tool would, from its next start on.
  func attach(_ device: Element, to name: String) async throws {
    let file = folder + "/h/\(UUID().uuidString).xml"
    try Data(try device.xmlText().utf8).write(to: URL(filePath: file))
    let outcome = try await virsh("attach-device", name, file, "--config")
    #expect(outcome.exitCode == 0, "\(outcome)")
  }

  /// Writes a file of which nothing but the first bytes of an ISO is there, or a whole one with a file of that name.
  func makeISO(_ name: String, holding file: String) async throws -> String {
    let (path, source) = (folder + "/h/\(name).iso", folder + "/h/\(name)")
    try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: source + "/" + file))
    let made = try await CommandLineProgram("/usr/bin/xorriso")(
      "-as", "mkisofs", "-quiet", "-V", name.uppercased(), "-o", path, source)
    #expect(made.exitCode == 0, "\(made)")
    return path
  }

  /// The disks and drives, `target` by `source`, of what runs or of the definition.
  func disks(of name: String, inactive: Bool = false) async throws -> [String: String] {
    let outcome = try await virsh.run(["domblklist", name] + (inactive ? ["--inactive"] : []))
    let rows = outcome.lines.dropFirst(2).map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    return Dictionary(
      uniqueKeysWithValues: rows.filter { $0.count == 2 }.map {
        ($0[0], $0[1].trimmingCharacters(in: .whitespaces))
      })
  }
}
