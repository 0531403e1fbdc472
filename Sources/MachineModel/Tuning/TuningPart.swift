public import XML

/// A part of a definition that tuning sets, each kept and brought back by itself.
public enum TuningPart: Hashable, Sendable {
  /// On which processors all of it may run, and who chooses them: two attributes of `<vcpu>`.
  case placement
  /// On which processor of the host one of the machine's runs.
  case processor(Int)
  /// Where QEMU's own threads run.
  case emulator
  /// Where an I/O thread runs.
  case ioThread(Int)
  /// What the guest is told of cores and threads.
  case topology
  /// Whether an AMD processor tells the guest which threads share a core.
  case threadPairing
  /// The node that memory comes from.
  case memoryNode
  /// Pages of a fixed size, kept for machines.
  case hugePages
  /// Whether the kernel may join equal pages of machines, for which it takes large ones apart.
  case pageMerging

  /// Its stable name in the metadata.
  public var name: String {
    switch self {
    case .placement: "placement"
    case .processor: "processor"
    case .emulator: "emulator"
    case .ioThread: "ioThread"
    case .topology: "topology"
    case .threadPairing: "threadPairing"
    case .memoryNode: "memoryNode"
    case .hugePages: "hugePages"
    case .pageMerging: "pageMerging"
    }
  }

  /// Which one of several; nil for what there is once.
  public var number: Int? {
    switch self {
    case .processor(let number), .ioThread(let number): number
    default: nil
    }
  }

  /// Reads what ``name`` and ``number`` said; nil when that is no part.
  public init?(name: String, number: Int?) {
    switch (name, number) {
    case ("processor", let number?) where 0..<Self.most ~= number: self = .processor(number)
    case ("ioThread", let number?) where 0..<Self.most ~= number: self = .ioThread(number)
    default:
      let single: [TuningPart] = [
        .placement, .emulator, .topology, .threadPairing, .memoryNode, .hugePages, .pageMerging,
      ]
      guard number == nil, let part = single.first(where: { $0.name == name }) else { return nil }
      self = part
    }
  }

  /// More than any machine has.
  private static let most = 65_536

  /// Whether an element can be this part of a definition.
  public func fits(_ element: Element) -> Bool {
    guard element.namespace == nil, element.name == tag else { return false }
    return switch self {
    case .placement: element.attributes.allSatisfy { Self.placing.contains($0.name) } && element.children.isEmpty
    case .processor(let number): element["vcpu"] == "\(number)"
    case .ioThread(let number): element["iothread"] == "\(number)"
    case .threadPairing: element["name"] == Self.topologyExtension
    default: true
    }
  }

  /// The element's name.
  var tag: String {
    switch self {
    case .placement: "vcpu"
    case .processor: "vcpupin"
    case .emulator: "emulatorpin"
    case .ioThread: "iothreadpin"
    case .topology: "topology"
    case .threadPairing: "feature"
    case .memoryNode: "numatune"
    case .hugePages: "hugepages"
    case .pageMerging: "nosharepages"
    }
  }

  /// The element it stands in; nil for the domain itself.
  var container: String? {
    switch self {
    case .placement, .memoryNode: nil
    case .processor, .emulator, .ioThread: "cputune"
    case .topology, .threadPairing: "cpu"
    case .hugePages, .pageMerging: "memoryBacking"
    }
  }

  /// The attributes of `<vcpu>` that say where it runs.
  static let placing = ["placement", "cpuset"]
  /// The feature by which an AMD processor tells which threads share a core; QEMU leaves it out unless it is asked for.
  public static let topologyExtension = "topoext"
}
