internal import Synchronization

/// What was read of a host, so that it can be saved: the same reading finds the same in it.
///
/// Nothing is kept as it was read: each text goes through ``HostPrivacy`` first.
final class HostRecording: Sendable {
  /// Something in the tree.
  enum Entry: Equatable {
    case folder
    case file([UInt8])
    case link(String)
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var places: [String: String] = [:]
    var privacy = HostPrivacy()
  }

  private let state = Mutex(State())

  /// The entries by path, every folder before what is in it.
  var entries: [(path: String, entry: Entry)] {
    state.withLock { state in
      var all = state.entries
      for path in state.entries.keys {
        var parent = path
        while let slash = parent.lastIndex(of: "/") {
          parent = String(parent[..<slash])
          if all[parent] == nil { all[parent] = .folder }
        }
      }
      return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  /// A file was read; nil bytes say that it was there and could not be.
  func file(_ path: String, _ bytes: [UInt8]?, in root: HostRoot) {
    guard let bytes else { return }
    let place = place(path, in: root)
    state.withLock { state in
      guard let kept = state.privacy.kept(bytes, of: place) else { return }
      state.entries[state.privacy.kept(path: place)] = .file(kept)
    }
  }

  /// A link was read; nil says that there is none.
  func link(_ path: String, _ target: String?, in root: HostRoot) {
    guard let target else { return }
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { place(String(path[..<$0]), in: root) + "/" } ?? ""
    state.withLock { state in
      state.entries[state.privacy.kept(path: parent + lastPart(path))] = .link(state.privacy.kept(path: target))
    }
  }

  /// A folder was looked into.
  func folder(_ path: String, in root: HostRoot) {
    // What is in /proc is kept file by file: its folders are processes.
    if path == "proc" || path.hasPrefix("proc/") { return }
    let place = place(path, in: root)
    state.withLock { state in
      let place = state.privacy.kept(path: place)
      if state.entries[place] == nil { state.entries[place] = .folder }
    }
    // Names that were only read tell of things without which the reading would differ.
    guard HostPrivacy.keepsNames(of: place) else { return }
    for name in root.names(unrecorded: path) ?? [] {
      if let target = root.link(unrecorded: path + "/" + name) {
        link(path + "/" + name, target, in: root)
      } else if HostPrivacy.isKeptEmpty(name, in: place) {
        mark(path + "/" + name, in: root)
      } else if root.isFolder(unrecorded: path + "/" + name) {
        state.withLock { state in
          let place = state.privacy.kept(path: place + "/" + name)
          if state.entries[place] == nil { state.entries[place] = .folder }
        }
      }
    }
  }

  /// A file was there; nobody read it.
  func mark(_ path: String, in root: HostRoot) {
    let place = place(path, in: root)
    state.withLock { state in
      let place = state.privacy.kept(path: place)
      if state.entries[place] == nil { state.entries[place] = .file([]) }
    }
  }

  /// Keeps a text of our own instead of one that was read.
  func replace(_ path: String, with text: String) { state.withLock { $0.entries[path] = .file(Array(text.utf8)) } }

  /// A process holds a node.
  func holder(_ process: Int, link path: String, _ node: String, in root: HostRoot) {
    state.withLock { $0.entries[path] = .link(node) }
  }

  /// A process has nodes mapped; nothing else of its memory is kept.
  func mapped(_ process: Int, _ nodes: [String]) {
    guard !nodes.isEmpty else { return }
    let lines = nodes.map { "0-0 rw-s 0 00:00 0 \($0)\n" }.joined()
    state.withLock { $0.entries["proc/\(process)/maps"] = .file(Array(lines.utf8)) }
  }

  /// A process was looked at and holds nothing; or could not be looked at.
  func process(_ process: Int, wasSeen: Bool) {
    state.withLock { $0.entries["proc/\(process)" + (wasSeen ? "/fd" : "")] = .folder }
  }

  /// Where a path really is: its links are kept as links.
  private func place(_ path: String, in root: HostRoot) -> String {
    if path.hasPrefix("proc/") || path.hasPrefix("etc/os-release") { return path }
    if let known = state.withLock({ $0.places[path] }) { return known }
    var place = path
    if let slash = path.lastIndex(of: "/") {
      let parent = self.place(String(path[..<slash]), in: root)
      place = parent + path[slash...]
      if let target = root.link(unrecorded: place) {
        link(place, target, in: root)
        if let end = Self.join(target, to: parent) { place = self.place(end, in: root) }
      }
    }
    state.withLock { $0.places[path] = place }
    return place
  }

  /// A link's text from the folder it is in; nil when it leaves the root.
  private static func join(_ target: String, to folder: String) -> String? {
    var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." {
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    // A loop would grow without end.
    return parts.count < 64 ? parts.joined(separator: "/") : nil
  }
}
