import Foundation
import Glibc
import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// Hosts of which something is missing or odd: files gone, cut short or full of rubbish, links that lead elsewhere or
/// nowhere or back.
@Suite struct HostMutationTests {
  /// The same numbers in each run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      return mixed ^ (mixed >> 29)
    }
  }

  private static var rounds: Int {
    ProcessInfo.processInfo.environment["NEURON_VM_MUTATIONS"].flatMap { Int($0) } ?? 10_000
  }

  @Test(arguments: HostFixture.all.enumerated().map { ($0.offset, $0.element) })
  func `no damage makes a refused card ready`(index: Int, host: HostFixture) throws {
    var numbers = Numbers(state: UInt64(index + 1))
    let folder = try TemporaryDirectory()
    try host.tree.write(to: folder.path)
    let root = try HostRoot(folder.path)
    func reports() -> [PassthroughReport] { PassthroughCheck(HostReader(root).hardware(.judgement)).graphicsCards() }
    let before = Dictionary(uniqueKeysWithValues: reports().map { ($0.subject.primary.address, $0) })
    let paths = host.tree.entries.keys.filter { !$0.hasPrefix("usr/") }.sorted()
    for round in 0..<(Self.rounds / HostFixture.all.count) {
      var done: [(path: String, what: String)] = []
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        guard let path = paths.randomElement(using: &numbers) else { continue }
        if let what = damage(folder.path, path, paths, &numbers) { done.append((path, what)) }
      }
      for report in reports() where report.verdict == .ready {
        guard let earlier = before[report.subject.primary.address] else { continue }
        if earlier.verdict != .ready {
          Issue.record("\(host.name), round \(round): \(earlier.verdict) became ready by \(done)")
        }
      }
      for (path, _) in done.reversed() { try restore(path, host, folder.path) }
    }
    #expect(
      reports().map(\.verdict)
        == before.values.sorted { $0.subject.primary.address < $1.subject.primary.address }.map(\.verdict))
  }

  /// Does one harm; nil when there was nothing to harm.
  private func damage(_ root: String, _ path: String, _ paths: [String], _ numbers: inout Numbers) -> String? {
    let place = root + "/" + path
    var facts = stat()
    guard lstat(place, &facts) == 0 else { return nil }
    let isFile = facts.st_mode & S_IFMT == S_IFREG
    switch Int.random(in: 0..<(isFile ? 6 : 4), using: &numbers) {
    case 0:
      try? FileManager.default.removeItem(atPath: place)
      return "removed"
    case 1:
      try? FileManager.default.removeItem(atPath: place)
      symlink(path, place)
      return "link to nowhere"
    case 2:
      try? FileManager.default.removeItem(atPath: place)
      symlink(String(place[(place.lastIndex(of: "/") ?? place.startIndex)...].dropFirst()), place)
      return "loop"
    case 3:
      try? FileManager.default.removeItem(atPath: place)
      mkfifo(place, 0o600)
      return "pipe"
    case 4:
      let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      try? Data(bytes).write(to: URL(fileURLWithPath: place))
      return "rubbish"
    default:
      let size = Int(facts.st_size)
      truncate(place, Int.random(in: 0...max(0, size - 2), using: &numbers))
      return "cut short"
    }
  }

  private func restore(_ path: String, _ host: HostFixture, _ root: String) throws {
    try? FileManager.default.removeItem(atPath: root + "/" + path)
    var part = SavedTree()
    for (key, entry) in host.tree.entries where key == path || key.hasPrefix(path + "/") { part[key] = entry }
    try part.write(to: root)
  }
}
