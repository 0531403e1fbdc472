import FoundationEssentials

/// Remembers what media were recognised as, because asking again costs a second a medium, or a way over the network.
///
/// A cache that cannot be read or written costs time, nothing else.
struct MediumCache: Sendable {
  let directories: Directories

  private struct Contents: Codable {
    /// The database's names of systems by what was recognised; empty for unknown ones.
    var systems: [String: String] = [:]
    /// Volumes by pool, name, size and time of change.
    var volumes: [String: RecognisedMedium] = [:]
  }

  /// More are not kept: what is asked for again comes back by itself.
  private static let mostEntries = 500

  func systemID(_ key: String) -> String? { contents.systems[key] }

  func remember(_ key: String, systemID: String) { change { $0.systems[key] = systemID } }

  func volume(_ key: String) -> RecognisedMedium? { contents.volumes[key] }

  func remember(_ key: String, volume: RecognisedMedium) { change { $0.volumes[key] = volume } }

  private var path: String { directories.cache + "/media-1.json" }

  private var contents: Contents {
    guard let data = try? Data(contentsOf: URL(filePath: path)), data.count < 16 << 20 else { return Contents() }
    return (try? JSONDecoder().decode(Contents.self, from: data)) ?? Contents()
  }

  private func change(_ body: (inout Contents) -> Void) {
    var contents = contents
    if contents.systems.count >= Self.mostEntries { contents.systems = [:] }
    if contents.volumes.count >= Self.mostEntries { contents.volumes = [:] }
    body(&contents)
    try? FileManager.default.createDirectory(
      atPath: directories.cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let data = try? JSONEncoder().encode(contents) else { return }
    try? data.write(to: URL(filePath: path), options: .atomic)
  }
}
