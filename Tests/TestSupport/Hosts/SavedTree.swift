import Foundation

/// A saved host in memory: paths below its root with what is there.
public struct SavedTree: Sendable {
  /// Something at a path.
  public enum Entry: Sendable, Hashable {
    /// A folder that may be empty.
    case folder
    /// A file with a text.
    case file(String)
    /// A file with bytes that are no text.
    case bytes([UInt8])
    /// A link.
    case link(String)
  }

  /// Everything, by path.
  public private(set) var entries: [String: Entry] = [:]

  /// An empty tree.
  public init() {}

  /// Puts something at a path; the folders above it come with it.
  public subscript(path: String) -> Entry? {
    get { entries[path] }
    set { entries[path] = newValue }
  }

  /// Removes a path and all below.
  public mutating func remove(_ path: String) {
    for key in entries.keys where key == path || key.hasPrefix(path + "/") { entries[key] = nil }
  }

  /// A link to another path of the tree, written relative to its own place as sysfs does.
  public mutating func link(_ path: String, to target: String) {
    let depth = path.split(separator: "/").count - 1
    entries[path] = .link(String(repeating: "../", count: depth) + target)
  }

  /// Writes everything below a folder.
  public func write(to folder: String) throws {
    let files = FileManager.default
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let place = folder + "/" + path
      let parent = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
      switch entry {
      case .folder: try files.createDirectory(atPath: place, withIntermediateDirectories: true)
      case .file(let text): try text.write(toFile: place, atomically: false, encoding: .utf8)
      case .bytes(let bytes): try Data(bytes).write(to: URL(fileURLWithPath: place))
      case .link(let target): try files.createSymbolicLink(atPath: place, withDestinationPath: target)
      }
    }
  }
}
