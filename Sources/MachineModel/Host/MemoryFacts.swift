/// A host's memory, as far as it decides what a machine's memory is made of.
public struct MemoryFacts: Hashable, Sendable {
  /// Its nodes, by number; nil when not told, as by a kernel that knows of none.
  public var nodes: [MemoryNode]?
  /// Whether programs get large pages without asking beforehand; nil when not told.
  public var transparentPages: TransparentPages?
  /// Sizes of large pages for which there is a file system (hugetlbfs), without which libvirt gives none; nil when not
  /// told.
  public var mountedPageSizes: Set<ByteCount>?
  /// How many large pages of the usual size the system's settings (`vm.nr_hugepages`) keep at each start; nil for none.
  public var pagesBySettings: Int?

  /// To whom the kernel gives transparent large pages.
  public enum TransparentPages: String, Hashable, Sendable {
    /// To every program.
    case always
    /// To those that ask, as QEMU does for a machine's memory.
    case madvise
    /// To none.
    case never
  }

  /// Nothing known.
  public init() {}
}

extension HostHardware {
  /// How many large pages of a size are kept at each start of the host, by the kernel's line or the system's settings.
  ///
  /// Those that somebody asked for since are gone after the next start. Source: Linux,
  /// Documentation/admin-guide/mm/hugetlbpage.rst: `hugepages=` is about the size named before it, else the usual one,
  /// and may be divided by nodes, `0:512,1:512`.
  public func pagesAtStart(of size: ByteCount) -> Int {
    var usual = ByteCount.mebibytes(2)
    if let text = kernel.values(of: "default_hugepagesz").last, let size = Self.pageSize(text) { usual = size }
    var current = usual
    var count = memory.pagesBySettings.map { size == usual ? $0 : 0 } ?? 0
    for word in kernel.parameters ?? [] {
      if word.hasPrefix("hugepagesz="), let size = Self.pageSize(word.dropFirst("hugepagesz=".count)) { current = size }
      guard word.hasPrefix("hugepages="), current == size else { continue }
      let numbers = word.dropFirst("hugepages=".count).split(separator: ",").map { part in
        Int(part.split(separator: ":").last ?? "") ?? 0
      }
      count = max(count, numbers.reduce(0) { $0 &+ $1 })
    }
    return count
  }

  private static func pageSize(_ text: Substring) -> ByteCount? {
    guard let unit = text.last, let number = UInt64(text.dropLast()), number < 1 << 20 else { return nil }
    switch unit {
    case "K", "k": return .kibibytes(number)
    case "M", "m": return .mebibytes(number)
    case "G", "g": return .gibibytes(number)
    default: return nil
    }
  }
}
