import FoundationEssentials

/// Names of files that are copies: after the machine, and after its UUID, so that no other file has them.
///
/// An undo may therefore remove what has such a name, and nothing that was there before is ever overwritten.
enum CopyName {
  /// A disk's name.
  ///
  /// - Parameters:
  ///   - machine: The new machine's name.
  ///   - id: Its UUID.
  ///   - part: Which of several disks it is; nil for the only one.
  ///   - format: Its format, in QEMU's words.
  static func volume(_ machine: String, _ id: UUID, part: String?, format: String) -> String {
    stem(machine, id) + (part.map { "-" + $0 } ?? "") + (format == "raw" ? ".img" : "." + format)
  }

  /// The name of the firmware's variables.
  static func variables(_ machine: String, _ id: UUID) -> String { stem(machine, id) + "_VARS.fd" }

  /// The name of a kernel, or of its first file system.
  static func boot(_ kind: String, _ machine: String, _ id: UUID) -> String { stem(machine, id) + "." + kind }

  /// Whether a file has such a name for the machine of this UUID, whatever its name was.
  static func isBoot(_ name: String, _ id: UUID) -> Bool {
    ["kernel", "initrd"].contains { name.hasSuffix("-" + id.uuidString.lowercased().prefix(8) + "." + $0) }
  }

  private static func stem(_ machine: String, _ id: UUID) -> String {
    // The first 32 bits: people read the name, and these tell it from every other of the same machine's name.
    machine + "-" + id.uuidString.lowercased().prefix(8)
  }
}
