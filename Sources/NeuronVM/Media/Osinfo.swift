import Files
import FoundationEssentials
import MachineModel
import Subprocess
import SystemPackage
import XML

/// libosinfo's tools and database: which system a medium holds, and what that needs.
///
/// The tools are children with a deadline, so an evil medium meets them and not us; and they see no more of it than its
/// first 64 KiB, in which the descriptors stand that they judge by. So a medium on another computer is judged likewise.
struct Osinfo: Sendable {
  let directories: Directories

  /// Either tool needs half a second, most of it for reading its database.
  private static let limit = Duration.seconds(20)
  private static let folders = ["/etc/osinfo", "/usr/local/share/osinfo", "/usr/share/osinfo"]
  private static let largestDocument = 1 << 20

  /// The system on a bootable medium; nil when it is not known, or libosinfo's tools are missing.
  func system(onMediumWithHead head: [UInt8], size: UInt64) async -> KnownSystem? {
    let key = "\(SHA256Digest(of: head)) \(size) \(databaseVersion)"
    let cache = MediumCache(directories: directories)
    if let known = cache.systemID(key) { return known.isEmpty ? nil : system(id: known) }
    guard let name = await detect(head, size) else { return nil }
    let id = name.isEmpty ? "" : await query(name) ?? ""
    cache.remember(key, systemID: id)
    return id.isEmpty ? nil : system(id: id)
  }

  /// A system of the database; what it does not tell is taken from the one that it is derived from.
  func system(id: String) -> KnownSystem? {
    guard var system = document(id) else { return nil }
    var base = system.base
    for _ in 0..<8 where system.minimum == nil && system.recommended == nil {
      guard let next = base.flatMap(document) else { break }
      (system.minimum, system.recommended, base) = (next.minimum, next.recommended, next.base)
    }
    return system
  }

  private func document(_ id: String) -> KnownSystem? {
    guard let path = KnownSystem.path(ofDocument: id) else { return nil }
    for folder in Self.folders {
      guard let file = try? InputFile(path: folder + "/" + path), file.size <= Self.largestDocument,
        let bytes = try? file.read(at: 0, count: Int(file.size)),
        let element = try? Element(parsing: String(decoding: bytes, as: UTF8.self)),
        let system = KnownSystem(document: element), system.id == id
      else { continue }
      return system
    }
    return nil
  }

  private var databaseVersion: String {
    guard let file = try? InputFile(path: "/usr/share/osinfo/VERSION") else { return "" }
    return String(decoding: (try? file.read(at: 0, count: 64)) ?? [], as: UTF8.self).filter { !$0.isWhitespace }
  }

  /// The name that the database has for the system; empty for an unknown one, nil when nobody could be asked.
  private func detect(_ head: [UInt8], _ size: UInt64) async -> String? {
    try? FileManager.default.createDirectory(
      atPath: directories.cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = directories.cache + "/medium-" + UUID().uuidString.lowercased() + ".iso"
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite])
      try file.closeAfter {
        try file.writeAll(head)
        // The rest is a hole: its size is as that of the medium.
        try file.resize(to: Int64(clamping: size))
      }
    } catch {
      return nil
    }
    guard let output = await run("osinfo-detect", ["-f", "plain", path]) else { return nil }
    return DetectedMedium(output: output).system ?? ""
  }

  /// The database's own name for a system; nil when there is none.
  private func query(_ name: String) async -> String? {
    let output = await run("osinfo-query", ["--fields=id", "os", "name=" + name])
    return output?.split(whereSeparator: \.isWhitespace).map(String.init).first {
      KnownSystem.path(ofDocument: $0) != nil
    }
  }

  /// What a tool prints; nil when it is missing, fails, prints too much or does not end.
  private func run(_ tool: String, _ words: [String]) async -> String? {
    var environment: [Environment.Key: String] = ["LC_ALL": "C.UTF-8", "GIO_USE_VFS": "local"]
    for name in ["PATH", "HOME", "XDG_CONFIG_HOME"] {
      environment[.init(stringLiteral: name)] = ProcessInfo.processInfo.environment[name]
    }
    var options = PlatformOptions()
    options.teardownSequence = []
    let (variables, platform) = (environment, options)
    return await withTaskGroup(of: String?.self) { group in
      group.addTask {
        let result = try? await Subprocess.run(
          .name(tool), arguments: Arguments(words), environment: .custom(variables), platformOptions: platform,
          input: .none, output: .string(limit: 65_536), error: .discarded)
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return result.standardOutput
      }
      group.addTask {
        try? await Task.sleep(for: Self.limit)
        return nil
      }
      let first = await group.next() ?? nil
      // Its task ends the child.
      group.cancelAll()
      return first
    }
  }
}
