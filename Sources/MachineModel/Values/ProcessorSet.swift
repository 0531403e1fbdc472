/// Processors of a host by the kernel's numbers, as the kernel and libvirt write them: `0-3,8`.
public struct ProcessorSet: Hashable, Sendable, CustomStringConvertible {
  /// The numbers, ascending, each once.
  public let numbers: [Int]

  /// A set of these.
  public init(_ numbers: some Sequence<Int>) { self.numbers = Set(numbers).sorted() }

  /// Reads a list such as `0-3,8`, in which `^2` takes one away again, as libvirt has it.
  ///
  /// Nil when it is none, empty included.
  public init?(parsing text: some StringProtocol) {
    var found: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isTakenAway = part.hasPrefix("^")
      let ends = part.dropFirst(isTakenAway ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false).map {
        Int($0)
      }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last,
        last < Self.most
      else { return nil }
      if isTakenAway { found.subtract(first...last) } else { found.formUnion(first...last) }
    }
    guard !found.isEmpty else { return nil }
    self.init(found)
  }

  /// No host has more.
  private static let most = 65_536

  /// Whether there is none in it.
  public var isEmpty: Bool { numbers.isEmpty }

  /// Whether a number is in it.
  public func contains(_ number: Int) -> Bool { numbers.contains(number) }

  /// Whether it has one in common with some others.
  public func overlaps(_ others: some Sequence<Int>) -> Bool {
    let all = Set(numbers)
    return others.contains { all.contains($0) }
  }

  /// The list as libvirt writes it.
  public var description: String {
    var parts: [(first: Int, last: Int)] = []
    for number in numbers {
      if let end = parts.last, end.last + 1 == number {
        parts[parts.count - 1].last = number
      } else {
        parts.append((number, number))
      }
    }
    return parts.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ",")
  }
}
