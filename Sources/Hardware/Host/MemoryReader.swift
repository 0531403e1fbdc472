import MachineModel

/// Reads how a host's memory is divided, and which large pages it keeps.
struct MemoryReader {
  let root: HostRoot

  /// The memory.
  func facts() -> MemoryFacts {
    var facts = MemoryFacts()
    facts.nodes = nodes()
    // The word in brackets is the one that holds: `always [madvise] never`.
    if let text = root.text("sys/kernel/mm/transparent_hugepage/enabled"),
      let word = text.split(separator: " ").first(where: { $0.hasPrefix("[") && $0.hasSuffix("]") })
    {
      facts.transparentPages = MemoryFacts.TransparentPages(rawValue: String(word.dropFirst().dropLast()))
    }
    facts.mountedPageSizes = root.lines("proc/self/mountinfo").map { lines in
      Set(lines.compactMap { Mount($0) }.filter { $0.type == "hugetlbfs" }.compactMap(Self.pageSize))
    }
    facts.pagesBySettings = pagesBySettings()
    return facts
  }

  private func nodes() -> [MemoryNode]? {
    let folder = "sys/devices/system/node"
    guard let names = root.names(folder) else { return nil }
    return names.compactMap { $0.hasPrefix("node") ? Int($0.dropFirst("node".count)) : nil }.sorted().compactMap {
      number in
      let place = "\(folder)/node\(number)"
      guard let list = root.text("\(place)/cpulist") else { return nil }
      var node = MemoryNode(number: number, threads: ProcessorSet(parsing: list) ?? ProcessorSet([]))
      // `Node 0 MemTotal:       65773744 kB`
      let total = root.lines("\(place)/meminfo")?.first { $0.contains(" MemTotal:") }
      node.memory = total?.split(separator: " ").dropLast().last.flatMap { UInt64($0) }.flatMap {
        $0 < 1 << 50 ? .kibibytes($0) : nil
      }
      node.hugePages = KernelReader(root: root).hugePages(in: "\(place)/hugepages")
      return node
    }
  }

  private static func pageSize(_ mount: Mount) -> ByteCount? {
    guard let option = mount.options.split(separator: ",").first(where: { $0.hasPrefix("pagesize=") }) else {
      return nil
    }
    return try? ByteCount(parsing: String(option.dropFirst("pagesize=".count)))
  }

  /// What the files of sysctl.d(5) say of `vm.nr_hugepages`: by name, the last one counts, and sysctl.conf is the last.
  private func pagesBySettings() -> Int? {
    var files: [String: String] = [:]
    for folder in ["usr/lib/sysctl.d", "run/sysctl.d", "etc/sysctl.d"] {
      for name in root.names(folder) ?? [] where name.hasSuffix(".conf") { files[name] = folder + "/" + name }
    }
    var found: Int?
    for path in files.sorted(by: { $0.key < $1.key }).map(\.value) + ["etc/sysctl.conf"] {
      // Somebody's settings, of which no other line is anybody's business.
      guard let bytes = root.bytes(path, isRecorded: false) else { continue }
      for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
        guard parts.count == 2, ["vm.nr_hugepages", "vm/nr_hugepages", "-vm.nr_hugepages"].contains(parts[0]),
          let number = Int(parts[1]), number >= 0
        else { continue }
        found = number
      }
    }
    if let found { root.recording?.replace("etc/sysctl.conf", with: "vm.nr_hugepages = \(found)\n") }
    return found
  }
}
