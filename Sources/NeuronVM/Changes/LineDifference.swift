/// What differs between two texts, line by line.
public struct LineDifference: Hashable, Sendable {
  /// A line of the difference.
  public enum Line: Hashable, Sendable {
    /// It is in both.
    case same(String)
    /// It is in the old text only.
    case removed(String)
    /// It is in the new text only.
    case added(String)
  }

  /// All lines of both texts, in order.
  public let lines: [Line]

  /// Compares two texts.
  public init(from old: String, to new: String) {
    let before = Self.lines(old)
    let after = Self.lines(new)
    guard before.count + after.count <= Self.most else {
      // Comparing takes time, and memory, that grow with the square of what differs.
      lines = before.map(Line.removed) + after.map(Line.added)
      return
    }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var result: [Line] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if removed.contains(left) {
        result.append(.removed(before[left]))
        left += 1
      } else if added.contains(right) || left >= before.count {
        result.append(.added(after[right]))
        right += 1
      } else {
        result.append(.same(before[left]))
        left += 1
        right += 1
      }
    }
    lines = result
  }

  /// Whether the texts are equal.
  public var isEmpty: Bool { !lines.contains(where: \.isChange) }

  /// The difference as `diff -u` writes it, without the names of files: each part with three lines around it.
  public var unified: [String] {
    var result: [String] = []
    let changes = lines.indices.filter { lines[$0].isChange }
    var next = changes.startIndex
    while next < changes.endIndex {
      let start = max(0, changes[next] - Self.context)
      var end = min(lines.count, changes[next] + 1 + Self.context)
      next += 1
      while next < changes.endIndex, changes[next] - Self.context <= end {
        end = min(lines.count, changes[next] + 1 + Self.context)
        next += 1
      }
      result += part(start..<end)
    }
    return result
  }

  private func part(_ range: Range<Int>) -> [String] {
    let part = lines[range]
    let before = lines[..<range.lowerBound]
    let (old, new) = (part.count { !$0.isAdded }, part.count { !$0.isRemoved })
    let oldStart = before.count { !$0.isAdded } + (old == 0 ? 0 : 1)
    let newStart = before.count { !$0.isRemoved } + (new == 0 ? 0 : 1)
    return ["@@ -\(oldStart),\(old) +\(newStart),\(new) @@"] + part.map(\.text)
  }

  private static let context = 3
  private static let most = 5_000

  /// The lines, without the empty one behind the last line end.
  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

extension LineDifference.Line {
  /// Whether it is in one of the texts only.
  var isChange: Bool { isAdded || isRemoved }

  fileprivate var isAdded: Bool { if case .added = self { true } else { false } }
  fileprivate var isRemoved: Bool { if case .removed = self { true } else { false } }

  fileprivate var text: String {
    switch self {
    case .same(let line): " " + line
    case .removed(let line): "-" + line
    case .added(let line): "+" + line
    }
  }
}
