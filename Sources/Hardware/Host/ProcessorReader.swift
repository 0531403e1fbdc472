import MachineModel

/// Reads what the processor is, and how its cores and caches are arranged.
struct ProcessorReader {
  let root: HostRoot
  private static let folder = "sys/devices/system/cpu"

  /// The processor, without its topology.
  func facts() -> ProcessorFacts {
    var facts = ProcessorFacts()
    // The first processor's part is enough, and the kernel makes each as it is read.
    guard let bytes = root.beginning("proc/cpuinfo") else { return facts }
    var values: [Substring: Substring] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let name = parts.first, let end = name.lastIndex(where: { !$0.isWhitespace }) else { continue }
      let key = name[...end]
      guard values[key] == nil else { continue }
      values[key] = parts.count > 1 ? parts[1].drop { $0.isWhitespace } : ""
    }
    switch values["vendor_id"] {
    case "GenuineIntel": facts.maker = .intel
    case "AuthenticAMD", "HygonGenuine": facts.maker = .amd
    case .some: facts.maker = .other
    case nil: facts.maker = values["CPU implementer"] != nil ? .arm : nil
    }
    facts.name = values["model name"].map(String.init)
    if let flags = values["flags"]?.split(separator: " ") {
      facts.hasVirtualization = flags.contains("vmx") || flags.contains("svm")
      facts.isGuest = flags.contains("hypervisor")
      facts.hasTopologyExtension = flags.contains("topoext")
    }
    return facts
  }

  /// The arrangement of cores and caches; nil when it cannot be read.
  func topology() -> ProcessorTopology? {
    guard let names = root.names(Self.folder) else { return nil }
    let numbers = names.compactMap { $0.hasPrefix("cpu") ? Int($0.dropFirst(3)) : nil }.sorted()
    let efficient = efficientThreads()
    var cores: [[Int]: ProcessorTopology.Core] = [:]
    var groups: Set<[Int]> = []
    var sizes: [Int: ByteCount] = [:]
    for number in numbers {
      let folder = "\(Self.folder)/cpu\(number)"
      // One that is switched off has no topology.
      guard let threads = list("\(folder)/topology/thread_siblings_list") ?? list("\(folder)/topology/core_cpus_list"),
        threads.contains(number)
      else { continue }
      if cores[threads] == nil {
        cores[threads] = ProcessorTopology.Core(
          threads: threads, socket: root.text("\(folder)/topology/physical_package_id").flatMap { Int($0) },
          isEfficient: efficient.map { $0.contains(number) })
      }
      // The threads of a group say the same.
      if !groups.contains(where: { $0.contains(number) }), let (shared, size) = lastCache(folder) {
        groups.insert(shared)
        if let first = shared.first { sizes[first] = size }
      }
    }
    guard !cores.isEmpty else { return nil }
    return ProcessorTopology(
      cores: cores.values.sorted { ($0.threads.first ?? 0) < ($1.threads.first ?? 0) },
      cacheGroups: groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }, cacheSizes: sizes)
  }

  /// The threads of small cores; nil on a processor with one kind only.
  private func efficientThreads() -> Set<Int>? {
    if let small = list("sys/devices/cpu_atom/cpus"), list("sys/devices/cpu_core/cpus") != nil { return Set(small) }
    return nil
  }

  private func lastCache(_ folder: String) -> (threads: [Int], size: ByteCount?)? {
    var best: (level: Int, threads: [Int], index: Int)?
    for index in 0..<8 {
      guard let level = root.text("\(folder)/cache/index\(index)/level").flatMap({ Int($0) }) else { break }
      guard level > best?.level ?? 1, let threads = list("\(folder)/cache/index\(index)/shared_cpu_list") else {
        continue
      }
      best = (level, threads, index)
    }
    return best.map { best in
      let size = root.text("\(folder)/cache/index\(best.index)/size").flatMap { text in
        text.hasSuffix("K") ? UInt64(text.dropLast()) : nil
      }
      return (best.threads, size.flatMap { $0 < 1 << 40 ? .kibibytes($0) : nil })
    }
  }

  /// A list as the kernel writes it, `0-3,8`; nil when it is none.
  private func list(_ path: String) -> [Int]? {
    guard let text = root.text(path) else { return nil }
    var numbers: [Int] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last,
        last < 65_536, numbers.count + (last - first) < 65_536
      else { return nil }
      numbers += first...last
    }
    return numbers.isEmpty ? nil : numbers
  }
}
