import Dispatch
internal import Glibc
import MachineModel
import Synchronization

/// Finds the processes that hold devices, by the links in `/proc/PID/fd` and what they have mapped.
struct DeviceUseReader {
  let root: HostRoot
  private let nodes: DeviceNodes

  /// - Parameters:
  ///   - devices: All functions.
  ///   - adapters: What shows pictures, with its nodes.
  init(root: HostRoot, devices: [PCIDevice], adapters: [DisplayAdapter]) {
    self.root = root
    nodes = DeviceNodes(in: root, devices: devices, adapters: adapters)
  }

  /// Who holds something, and how many processes could not be looked at.
  func use() -> DeviceUse {
    let processes = (root.names("proc") ?? []).compactMap { Int($0) }.filter { $0 > 0 }.sorted()
    // Where the first process is not to be seen, others may be hidden as well (hidepid).
    guard processes.first == 1 else {
      return DeviceUse(holders: [], unseen: nil, moduleUses: moduleUses(), functionsWithNodes: nodes.functions)
    }
    let own = root.isLive ? Int(getpid()) : 0
    let others = processes.filter { $0 != own }
    var holders: [DeviceHolder] = []
    var unseen = 0
    for (process, look) in zip(others, looks(at: others)) {
      switch look {
      case .nothing: break
      case .holder(let holder): holders.append(holder)
      case .unseen:
        // One that has just ended holds nothing any more.
        guard !root.isLive || root.isFolder("proc/\(process)") else { continue }
        if unseen == 0 || process == 1 { root.recording?.process(process, wasSeen: false) }
        unseen += 1
      }
    }
    return DeviceUse(
      holders: holders, unseen: unseen, moduleUses: moduleUses(), functionsWithNodes: nodes.functions)
  }

  /// What one process shows.
  private enum Look: Sendable {
    case nothing
    case holder(DeviceHolder)
    /// It does not let itself be looked at.
    case unseen
  }

  /// How many processes one thread looks at before it takes others.
  private static let share = 64

  /// Looks at all processes, on all processors: nearly all of the time is the kernel's, and it has thousands to show.
  private func looks(at processes: [Int]) -> [Look] {
    let shares = (processes.count + Self.share - 1) / Self.share
    let found = Mutex([[Look]](repeating: [], count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { index in
      let start = index * Self.share
      let looks = processes[start..<min(start + Self.share, processes.count)].map(look)
      found.withLock { $0[index] = looks }
    }
    return found.withLock { $0.flatMap { $0 } }
  }

  private func look(at process: Int) -> Look {
    guard let owners = nodes(of: process) else { return .unseen }
    if owners.isEmpty { return .nothing }
    return .holder(
      DeviceHolder(
        process: process, name: root.text("proc/\(process)/comm") ?? "", nodes: owners.keys.sorted(),
        devices: owners.values.reduce(into: Set<PCIAddress>()) { $0.formUnion($1) }, owners: owners))
  }

  /// The nodes of devices that a process has open or mapped, and whose they are; nil when it does not let itself be
  /// looked at.
  private func nodes(of process: Int) -> [String: Set<PCIAddress>]? {
    let path = "proc/\(process)/fd"
    let descriptor = root.open(path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    var found: [String: Set<PCIAddress>] = [:]
    // Tens of thousands of names: no text is made of one that is not wanted.
    let isWhole = forEachName(descriptor) { folder, name in
      guard let node = node(folder, name), found["/dev/" + node] == nil else { return }
      let functions = nodes.functions(of: node)
      guard !functions.isEmpty else { return }
      found["/dev/" + node] = functions
      root.recording?.holder(process, link: path + "/" + String(cString: name), "/dev/" + node, in: root)
    }
    guard isWhole else { return nil }
    addMapped(of: process, to: &found)
    if process == 1 { root.recording?.process(process, wasSeen: true) }
    return found
  }

  /// What is mapped stays in use when its descriptor is closed.
  private func addMapped(of process: Int, to found: inout [String: Set<PCIAddress>]) {
    let descriptor = root.open("proc/\(process)/maps", O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard root.isLive || isRegular(descriptor) else { return }
    var kept: [String] = []
    MappedFiles.forEachNode(descriptor) { path in
      guard let name = Self.name(path, knows: nodes.knows), !name.hasPrefix("zero") else { return }
      let functions = nodes.functions(of: name)
      guard !functions.isEmpty, found["/dev/" + name] == nil else { return }
      found["/dev/" + name] = functions
      kept.append("/dev/" + name)
    }
    root.recording?.mapped(process, kept)
  }

  /// The node of a device that a link leads to, by its number where there is one to be asked; nil for anything else.
  private func node(_ folder: CInt, _ link: UnsafePointer<CChar>) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer -> String? in
      // What is longer is no node of ours.
      guard let start = buffer.baseAddress else { return nil }
      let length = readlinkat(folder, link, start, 256)
      guard length > 6, length < 256, start[0] == 0x2F else { return nil }
      start[length] = 0
      // The most frequent of all.
      guard strstr(start, "/dev/") != nil, strcmp(start, "/dev/null") != 0 else { return nil }
      guard let path = oneLine(buffer[..<length].map { UInt8(bitPattern: $0) }),
        let name = Self.name(path, knows: nodes.knows), !DeviceNodeName.isSoftware(name)
      else { return nil }
      return root.isLive ? number(folder, link, name) : name
    }
  }

  /// What the kernel says that a link leads to: a name may be anything in a container.
  private func number(_ folder: CInt, _ link: UnsafePointer<CChar>, _ name: String) -> String? {
    var facts = stat()
    guard fstatat(folder, link, &facts, 0) == 0 else { return name }
    let kind = facts.st_mode & S_IFMT
    guard kind == S_IFCHR || kind == S_IFBLK else { return nil }
    let number = DeviceNumber(UInt64(facts.st_rdev), isBlock: kind == S_IFBLK)
    return number.isTerminal ? nil : nodes.name(of: number) ?? name
  }

  /// The name of the node that a path leads to, without `/dev/`; nil for what is none.
  ///
  /// A node in another root has a path in front, and one that was taken away a word behind.
  static func name(_ path: String, knows: (String) -> Bool) -> String? {
    let ending = " (deleted)"
    let path = path.hasSuffix(ending) ? path.dropLast(ending.count) : path[...]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "", let dev = parts.lastIndex(of: "dev"), dev + 1 < parts.count else { return nil }
    let name = parts[(dev + 1)...].joined(separator: "/")
    return !name.isEmpty && (dev == 1 || knows(name)) ? name : nil
  }

  /// How often the graphics drivers are in use other than by other modules.
  private func moduleUses() -> [String: Int] {
    var uses: [String: Int] = [:]
    // Of these it is known that nothing but an open node counts.
    for module in ["amdgpu", "radeon", "nouveau"] where root.isFolder("sys/module/\(module)") {
      guard let count = root.text("sys/module/\(module)/refcnt").flatMap({ Int($0) }) else { continue }
      uses[module] = max(0, count - (root.names("sys/module/\(module)/holders")?.count ?? 0))
    }
    return uses
  }
}
