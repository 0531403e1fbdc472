import MachineModel
import Text
import XML

extension TuningPlanner {
  /// Cores that share a last-level cache, or where none is told, a socket.
  private struct CacheDomain {
    var cores: [ProcessorTopology.Core]
    var cache: ByteCount?
    var node: Int?
    /// Its first processor.
    var first: Int { cores.first?.threads.first ?? 0 }
  }

  /// Where the processors go.
  ///
  /// Throws `refused` with everything that stands in the way.
  func layout() throws(NeuronError) -> TuningLayout {
    guard host.processor.maker != .arm else {
      throw refusal(
        "tune.architecture", tr("Which cores of an ARM processor are equal is not known to this program."))
    }
    guard let topology = host.processor.topology else {
      throw refusal("tune.processors", tr("How this computer's processor is built cannot be read."))
    }
    guard domain.all("cpu", "numa", "cell").count < 2 else {
      throw refusal(
        "tune.cells", tr("The guest of “%1$@” has memory in several nodes, which somebody has arranged.", name))
    }
    guard let count = domain.first("vcpu").flatMap({ Int($0.text.filter { !$0.isWhitespace }) }), count > 0 else {
      throw refusal("tune.processors", tr("How many processors “%1$@” has cannot be read.", name))
    }
    let allowed = host.processor.allowedForMachines
    let usable = topology.cores.filter { core in core.threads.allSatisfy { allowed?.contains($0) ?? true } }
    let large = usable.filter { $0.isEfficient != true }
    let width = large.map(\.threads.count).max() ?? 1
    // A core of which a thread is switched off stays with the host.
    let candidates = large.filter { $0.threads.count == width }
    let threads = count == 1 ? 1 : width
    let domains = self.domains(of: candidates, topology)
    let spare = topology.cores.count >= 6 ? 2 : 1
    let most = min(usable.count - 1, topology.cores.count - spare)
    let mostNear =
      nodes(domains).map { node in domains.filter { $0.node == node }.reduce(0) { $0 + $1.cores.count } }
      .max() ?? 0
    let limit = max(0, min(most, mostNear))
    try check(count, threads, limit, of: topology)
    let choice = try choose(count / threads, of: domains)
    let rest = usable.filter { !choice.cores.contains($0) }
    return TuningLayout(
      processors: choice.cores.flatMap { $0.threads.prefix(threads) }, threadsPerCore: threads,
      hostThreads: threadsForHost(rest, near: choice.node), node: nodes(domains).count > 1 ? choice.node : nil)
  }

  private func check(_ count: Int, _ threads: Int, _ limit: Int, of topology: ProcessorTopology) throws(NeuronError) {
    let others = topology.efficientCores > 0 ? tr("large cores") : tr("cores")
    guard limit > 0 else {
      throw refusal(
        "tune.cores",
        tr(
          "This computer has %1$@ %2$@ and needs them itself.", topology.performanceCores,
          topology.performanceCores == 1 ? tr("core") : others))
    }
    // The next smaller number of whole cores, or one core's.
    let possible = limit == 1 && threads > 1 && count == 1 ? 1 : min(limit, max(1, count / threads)) * threads
    let remedy = tr("Give it another number: neuron-vm set --vcpus %1$@ %2$@", possible, ShellWord(name))
    var problems: [Problem] = []
    if count % threads != 0 {
      problems.append(
        Problem(
          code: "tune.halfCore",
          message: tr(
            "“%1$@” has %2$@ processors, and a core of this computer has %3$@ threads: one core would be halved.", name,
            count, threads), remedy: remedy))
    }
    if (count + threads - 1) / threads > limit {
      problems.append(
        Problem(
          code: "tune.cores",
          message: tr(
            "“%1$@” has %2$@ processors; with whole cores it can have %3$@: %4$@ of %5$@ %6$@, so that the host keeps enough for itself.",
            name, count, limit * threads, limit, topology.performanceCores, others) + limits, remedy: remedy))
    }
    guard problems.isEmpty else { throw .refused(problems) }
  }

  /// What else keeps the number of cores down, as a sentence behind another.
  private var limits: String {
    if let allowed = host.processor.allowedForMachines,
      host.processor.topology?.cores.contains(where: { !$0.threads.allSatisfy(allowed.contains) }) ?? false
    {
      return " " + tr("Machines may run on processors %1$@ only.", allowed)
    }
    let nodes = host.memory.nodes?.filter { !$0.threads.isEmpty } ?? []
    return nodes.count > 1 ? " " + tr("Those in the other sockets are far from its memory.") : ""
  }

  private func domains(of cores: [ProcessorTopology.Core], _ topology: ProcessorTopology) -> [CacheDomain] {
    var domains: [CacheDomain] = []
    var rest = cores
    func node(_ cores: [ProcessorTopology.Core]) -> Int? {
      cores.first?.threads.first.flatMap { thread in
        host.memory.nodes?.first { $0.threads.contains(thread) }?.number
      }
    }
    for group in topology.cacheGroups {
      let threads = Set(group)
      let inside = rest.filter { core in core.threads.allSatisfy(threads.contains) }
      guard !inside.isEmpty else { continue }
      rest.removeAll { inside.contains($0) }
      // A large cache may be cut by nodes, as firmware can be told to.
      for number in Set(inside.map { node([$0]) }) {
        let part = inside.filter { node([$0]) == number }
        domains.append(
          CacheDomain(cores: part, cache: group.first.flatMap { topology.cacheSizes[$0] }, node: number))
      }
    }
    for socket in Set(rest.map(\.socket)) {
      let inside = rest.filter { $0.socket == socket }
      for number in Set(inside.map { node([$0]) }) {
        domains.append(CacheDomain(cores: inside.filter { node([$0]) == number }, cache: nil, node: number))
      }
    }
    return domains.sorted { $0.first < $1.first }
  }

  private func nodes(_ domains: [CacheDomain]) -> [Int?] {
    var found: [Int?] = []
    for domain in domains where !found.contains(domain.node) { found.append(domain.node) }
    return found
  }

  /// Chooses whole cores behind one cache, or where none has as many, near one memory.
  private func choose(
    _ count: Int, of domains: [CacheDomain]
  ) throws(NeuronError) -> (cores: [ProcessorTopology.Core], node: Int?) {
    let fitting = domains.filter { $0.cores.count >= count }
    if let best = fitting.max(by: { isBetter($1, than: $0, for: count) }) {
      return (inOrder(best.cores.sorted(by: isPreferred).prefix(count)), best.node)
    }
    // Whole caches first, so that few are shared.
    let wholes = nodes(domains).map { node in
      CacheDomain(cores: domains.filter { $0.node == node }.flatMap(\.cores), cache: nil, node: node)
    }.filter { $0.cores.count >= count }
    guard let best = wholes.max(by: { isBetter($1, than: $0, for: count) }) else {
      throw refusal("tune.cores", tr("“%1$@” has more processors than this computer has cores near one memory.", name))
    }
    var chosen: [ProcessorTopology.Core] = []
    let parts = domains.filter { $0.node == best.node }.sorted { isBetter($0, than: $1, for: 1) }
      .sorted { $0.cores.count > $1.cores.count }
    for part in parts { chosen += part.cores.sorted(by: isPreferred).prefix(count - chosen.count) }
    return (inOrder(chosen[...]), best.node)
  }

  private func inOrder(_ cores: ArraySlice<ProcessorTopology.Core>) -> [ProcessorTopology.Core] {
    cores.sorted { ($0.threads.first ?? 0) < ($1.threads.first ?? 0) }
  }

  /// Whether one domain suits so many cores better than another; the first difference decides.
  private func isBetter(_ one: CacheDomain, than other: CacheDomain, for count: Int) -> Bool {
    let (first, second) = (merits(of: one, for: count), merits(of: other, for: count))
    for (left, right) in zip(first, second) where left != right { return left > right }
    return false
  }

  private func merits(of domain: CacheDomain, for count: Int) -> [UInt64] {
    func has(_ condition: (ProcessorTopology.Core) -> Bool) -> UInt64 {
      domain.cores.count(where: condition) >= count ? 1 : 0
    }
    let near = (host.devices ?? []).contains { $0.node != nil && $0.node == domain.node }
    return [
      has { !isTaken($0) }, has(isIsolated), near ? 1 : 0, domain.cache?.bytes ?? 0, has { !$0.threads.contains(0) },
      UInt64(1000 - min(1000, domain.cores.count)), UInt64(domain.first),
    ]
  }

  /// Cores that nobody else uses come first, then those that were set aside, and the first one, where the kernel does
  /// most of its own work, last.
  private func isPreferred(_ one: ProcessorTopology.Core, _ other: ProcessorTopology.Core) -> Bool {
    func merits(_ core: ProcessorTopology.Core) -> [Int] {
      [isTaken(core) ? 0 : 1, isIsolated(core) ? 1 : 0, core.threads.contains(0) ? 0 : 1, core.threads.first ?? 0]
    }
    for (left, right) in zip(merits(one), merits(other)) where left != right { return left > right }
    return false
  }

  private func isTaken(_ core: ProcessorTopology.Core) -> Bool {
    facts.others.contains { $0.processors.overlaps(core.threads) }
  }

  private func isIsolated(_ core: ProcessorTopology.Core) -> Bool { core.threads.allSatisfy(isolated.contains) }

  /// Processors that the kernel gives no work by itself: programs that are not bound to one stay on the first of them.
  private var isolated: ProcessorSet {
    if let known = host.processor.isolated { return known }
    let lists = host.kernel.values(of: "isolcpus").map { value in
      // Words such as `domain,managed_irq` may stand in front.
      value.split(separator: ",").drop { !($0.first?.isNumber ?? false) }.joined(separator: ",")
    }
    return lists.last.flatMap { ProcessorSet(parsing: $0) } ?? ProcessorSet([])
  }

  /// Of the cores that are left, those for QEMU's own threads: near, shared by nobody else's machine, and such on which
  /// the kernel spreads work.
  private func threadsForHost(_ rest: [ProcessorTopology.Core], near node: Int?) -> ProcessorSet {
    var cores = rest
    func prefer(_ condition: (ProcessorTopology.Core) -> Bool) {
      let better = cores.filter(condition)
      if !better.isEmpty { cores = better }
    }
    prefer { !$0.threads.contains(where: isolated.contains) }
    prefer { !isTaken($0) }
    if let memory = host.memory.nodes?.first(where: { $0.number == node }) {
      prefer { $0.threads.allSatisfy(memory.threads.contains) }
    }
    return ProcessorSet(cores.flatMap(\.threads))
  }

  private func refusal(_ code: String, _ message: String) -> NeuronError {
    .refused([Problem(code: code, message: message)])
  }

  /// Says where the processors go, and with whom they share.
  mutating func describe(_ layout: TuningLayout) {
    let threads = ProcessorSet(layout.processors)
    let groups = host.processor.topology?.cacheGroups.filter { threads.overlaps($0) } ?? []
    let size = groups.first?.first.flatMap { host.processor.topology?.cacheSizes[$0] }
    let own =
      layout.processors.count == 1
      ? tr("Its processor has a core of this computer for itself (processor %1$@).", threads)
      : trn(
        "Its processors have %1$@ core of this computer for themselves (processors %2$@).",
        "Its processors have %1$@ cores of this computer for themselves (processors %2$@).", layout.cores, threads)
    words.append(own)
    if groups.count == 1, layout.cores > 1 {
      words.append(
        size.map { tr("These cores share one cache of %1$@.", $0.rounded) } ?? tr("These cores share one cache."))
    } else if groups.count > 1 {
      let most = groups.map { group in layout.processors.count { group.contains($0) } }.max() ?? 0
      warnings.append(
        tr(
          "They are behind %1$@ caches, because none has so many cores: work that moves between them gets slower. With %2$@ processors one would do.",
          groups.count, most))
    }
    if layout.threadsPerCore > 1 {
      words.append(
        trn(
          "The guest sees them as they are: %1$@ core of %2$@ threads.",
          "The guest sees them as they are: %1$@ cores of %2$@ threads.", layout.cores, layout.threadsPerCore))
    }
    words.append(
      layout.hostThreads.numbers.count == 1
        ? tr("QEMU's own threads run beside the host's, on processor %1$@.", layout.hostThreads)
        : tr("QEMU's own threads run beside the host's, on processors %1$@.", layout.hostThreads))
    for other in facts.others where other.processors.overlaps(layout.processors) {
      warnings.append(
        tr("“%1$@” is bound to some of the same cores: run one of them at a time, or both get slower.", other.name))
    }
  }
}
