import FoundationEssentials

/// Remembers that KVM works until the computer is started anew or QEMU changes, so that a probe is paid for once.
///
/// Only a success is kept: whatever was wrong, the user may have mended since.
struct KVMVerdictCache {
  let directories: Directories

  /// The remembered verdict, or that of a probe now.
  ///
  /// - Parameter emulator: The QEMU program libvirt uses; nil for the usual one.
  func verdict(emulator: String?) async -> KVMVerdict {
    let emulator = emulator ?? Self.usualEmulator
    let key = key(emulator)
    if read()?.key == key { return .works }
    return await probe(emulator: emulator)
  }

  /// The verdict of a probe now.
  func probe(emulator: String?) async -> KVMVerdict {
    let emulator = emulator ?? Self.usualEmulator
    let verdict = await KVMProbe(emulator: emulator).run()
    if verdict == .works { write(Entry(key: key(emulator))) }
    return verdict
  }

  private struct Entry: Codable {
    let key: String
  }

  private static let usualEmulator = "/usr/bin/qemu-system-x86_64"

  private var path: String { directories.cache + "/kvm-works.json" }

  private func key(_ emulator: String) -> String {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    let attributes = try? FileManager.default.attributesOfItem(atPath: emulator)
    let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(boot) \(emulator) \(changed)"
  }

  private func read() -> Entry? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    return try? JSONDecoder().decode(Entry.self, from: data)
  }

  /// A cache that cannot be written costs time, nothing else.
  private func write(_ entry: Entry) {
    try? FileManager.default.createDirectory(
      atPath: directories.cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let data = try? JSONEncoder().encode(entry) else { return }
    try? data.write(to: URL(filePath: path), options: .atomic)
  }
}

extension KVMVerdict {
  /// Why KVM is not used; empty when it is.
  var reason: String {
    switch self {
    case .works: ""
    case .fails(let reason), .notProven(let reason): reason
    }
  }
}
