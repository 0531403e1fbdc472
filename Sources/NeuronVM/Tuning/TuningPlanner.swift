import MachineModel
import Text
import XML

/// Decides, from values alone, on which cores and in which memory a machine is to run, or why that cannot be said.
struct TuningPlanner {
  let facts: TuningFacts
  let name: String
  /// The definition without our earlier tuning.
  let domain: Element
  var words: [String] = []
  var warnings: [String] = []

  /// The plan, or everything that stands in the way.
  static func plan(_ facts: TuningFacts, before: MachineForms) throws(NeuronError) -> TuningPlan {
    let now = try before.definition.element()
    var domain = now
    let earlier = KeptTuning(of: now)
    let changedSince = earlier?.revert(&domain) ?? []
    var planner = TuningPlanner(facts: facts, name: before.name, domain: domain)
    var layout = try planner.layout()
    planner.describe(layout)
    layout.memory = planner.memory(layout)
    if planner.host.processor.isGuest == true {
      planner.warnings.append(
        tr("This computer is a virtual machine itself: which cores share what is its own host's word."))
    }
    if facts.isSaved { planner.warnings.append(SettingsPlanner.savedWarning) }
    var tuning = KeptTuning()
    for (part, fragment) in planner.wishes(layout) {
      let old = domain.tuned(part)
      guard old?.inOneForm != fragment?.inOneForm else { continue }
      tuning.changes.append(KeptTuning.Change(part: part, before: old, after: fragment))
      domain.tune(part, fragment)
    }
    // What is so already is not written again, however libvirt orders it.
    let isSame = changedSince.isEmpty && (earlier ?? KeptTuning()).isSame(as: tuning)
    let difference = try Self.difference(from: now, to: isSame ? now : domain)
    tuning.write(into: &domain)
    return TuningPlan(
      layout: layout, words: planner.words, warnings: planner.warnings, difference: difference,
      definition: isSame ? nil : domain)
  }

  /// The way back: what tuning replaced, but for what has been changed since.
  ///
  /// Throws `refused` with `tune.none` when the machine is not tuned.
  static func reversal(before: MachineForms, isSaved: Bool) throws(NeuronError) -> TuningPlan {
    let now = try before.definition.element()
    guard let tuning = KeptTuning(of: now) else {
      throw .refused([
        Problem(
          code: "tune.none",
          message: tr("“%1$@” was not tuned by this program, so there is nothing to take back.", before.name))
      ])
    }
    var domain = now
    let kept = tuning.revert(&domain)
    var titles: [String] = []
    for title in kept.map(\.title) where !titles.contains(title) { titles.append(title) }
    return TuningPlan(
      layout: nil, words: [],
      warnings: titles.map { tr("Changed since, and so left as it is: %1$@.", $0) }
        + (isSaved ? [SettingsPlanner.savedWarning] : []),
      difference: try difference(from: now, to: domain), definition: domain)
  }

  /// What the parts of the definition become; nil takes one out, and what is not named stays.
  private func wishes(_ layout: TuningLayout) -> [(TuningPart, Element?)] {
    var wishes: [(TuningPart, Element?)] = [(.placement, Element("vcpu", ["placement": "static"]))]
    for (number, thread) in layout.processors.enumerated() {
      wishes.append((.processor(number), Element("vcpupin", ["vcpu": "\(number)", "cpuset": "\(thread)"])))
    }
    let aside = layout.hostThreads.description
    wishes.append((.emulator, Element("emulatorpin", ["cpuset": aside])))
    for number in ioThreads {
      wishes.append((.ioThread(number), Element("iothreadpin", ["iothread": "\(number)", "cpuset": aside])))
    }
    wishes.append(
      (
        .topology,
        Element(
          "topology",
          ["sockets": "1", "dies": "1", "cores": "\(layout.cores)", "threads": "\(layout.threadsPerCore)"])
      ))
    if needsTopologyExtension(layout) {
      wishes.append(
        (.threadPairing, Element("feature", ["policy": "require", "name": TuningPart.topologyExtension])))
    }
    if let node = layout.node {
      // Not “strict”: with that a machine is ended when its node is full, and so it takes what another has.
      wishes.append(
        (
          .memoryNode,
          Element("numatune") { Element("memory", ["mode": "preferred", "nodeset": "\(node)"]) }
        ))
    }
    switch layout.memory {
    case .reserved(let size):
      wishes.append(
        (
          .hugePages,
          Element("hugepages") { Element("page", ["size": "\(size.bytes >> 10)", "unit": "KiB"]) }
        ))
    case .transparent: wishes.append((.hugePages, nil))
    }
    wishes.append((.pageMerging, Element("nosharepages")))
    return wishes
  }

  /// The numbers of the machine's I/O threads.
  private var ioThreads: [Int] {
    let count = domain.first("iothreads").flatMap { Int($0.text.filter { !$0.isWhitespace }) } ?? 0
    var numbers = domain.all("iothreadids", "iothread").compactMap { $0["id"].flatMap { Int($0) } }
    var next = 1
    // libvirt numbers those without a number itself.
    while numbers.count < min(count, 1024) {
      if !numbers.contains(next) { numbers.append(next) }
      next += 1
    }
    return numbers.sorted()
  }

  /// Whether the guest learns which threads share a core only when told to be told.
  ///
  /// QEMU leaves the feature out of “-cpu host” (target/i386/cpu.c, `no_autoenable_flags`); a guest on AMD then takes
  /// each thread for a core.
  private func needsTopologyExtension(_ layout: TuningLayout) -> Bool {
    layout.threadsPerCore > 1 && host.processor.maker == .amd && host.processor.hasTopologyExtension == true
      && domain["type"] == "kvm" && domain.first("cpu")?["mode"] == "host-passthrough"
  }

  private static func difference(from old: Element, to new: Element) throws(NeuronError) -> LineDifference {
    var (old, new) = (old, new)
    KeptTuning.remove(from: &old)
    KeptTuning.remove(from: &new)
    return LineDifference(from: try old.definitionText(), to: try new.definitionText())
  }

  var host: HostHardware { facts.host }
}

extension TuningPart {
  /// The part in the user's words.
  fileprivate var title: String {
    switch self {
    case .placement, .processor: tr("where its processors run")
    case .emulator: tr("where QEMU's own threads run")
    case .ioThread: tr("where its I/O threads run")
    case .topology: tr("the processor topology")
    case .threadPairing: tr("the processor's feature “%1$@”", Self.topologyExtension)
    case .memoryNode: tr("where its memory comes from")
    case .hugePages: tr("huge pages")
    case .pageMerging: tr("the merging of equal pages")
    }
  }
}
