/// Memory that some of a host's processors are near to (a NUMA node).
public struct MemoryNode: Hashable, Sendable {
  /// The kernel's number of it.
  public let number: Int
  /// The processors near it; empty for memory alone.
  public let threads: ProcessorSet
  /// How much there is; nil when not told.
  public var memory: ByteCount?
  /// Its large pages, by size; nil when not told.
  public var hugePages: [HugePages]?

  /// A node.
  public init(number: Int, threads: ProcessorSet, memory: ByteCount? = nil, hugePages: [HugePages]? = nil) {
    self.number = number
    self.threads = threads
    self.memory = memory
    self.hugePages = hugePages
  }
}
