/// How a processor's cores, threads and caches are arranged.
public struct ProcessorTopology: Hashable, Sendable {
  /// The cores, by their first thread.
  public var cores: [Core]
  /// Threads that share a last-level cache, by their first; on AMD one for each CCX.
  public var cacheGroups: [[Int]]
  /// The size of the cache that a group shares, by the group's first thread; without those that are not told.
  public var cacheSizes: [Int: ByteCount]

  /// A core.
  public struct Core: Hashable, Sendable {
    /// The kernel's numbers of its threads.
    public var threads: [Int]
    /// The socket; nil when not told.
    public var socket: Int?
    /// Whether it is one of the large or of the small cores; nil on a processor that has one kind only.
    public var isEfficient: Bool?

    /// A core.
    public init(threads: [Int], socket: Int?, isEfficient: Bool? = nil) {
      self.threads = threads
      self.socket = socket
      self.isEfficient = isEfficient
    }
  }

  /// An arrangement.
  public init(cores: [Core], cacheGroups: [[Int]], cacheSizes: [Int: ByteCount] = [:]) {
    self.cores = cores
    self.cacheGroups = cacheGroups
    self.cacheSizes = cacheSizes
  }

  /// How many threads there are.
  public var threads: Int { cores.reduce(0) { $0 + $1.threads.count } }
  /// How many sockets there are, at least one.
  public var sockets: Int { max(1, Set(cores.compactMap(\.socket)).count) }
  /// How many cores are large ones; all where there is one kind only.
  public var performanceCores: Int { cores.count { $0.isEfficient != true } }
  /// How many cores are small ones.
  public var efficientCores: Int { cores.count { $0.isEfficient == true } }
}
