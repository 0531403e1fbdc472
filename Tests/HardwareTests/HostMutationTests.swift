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

  /// How many damaged hosts there are in all; CI asks for 10,000 of an optimised build.
  private static var rounds: Int {
    ProcessInfo.processInfo.environment["NEURON_VM_MUTATIONS"].flatMap { Int($0) } ?? 4_800
  }

  @Test(arguments: HostFixture.all.enumerated().map { ($0.offset, $0.element) })
  func `no damage makes a refused card ready`(index: Int, host: HostFixture) throws {
    var numbers = Numbers(state: UInt64(index + 1))
    let folder = try Scratch()
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
      discard(place)
      return "removed"
    case 1:
      discard(place)
      symlink(path, place)
      return "link to nowhere"
    case 2:
      discard(place)
      symlink(String(place[(place.lastIndex(of: "/") ?? place.startIndex)...].dropFirst()), place)
      return "loop"
    case 3:
      discard(place)
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

  /// Puts back what the fixture has at a path and below.
  private func restore(_ path: String, _ host: HostFixture, _ root: String) throws {
    discard(root + "/" + path)
    if let entry = host.tree[path], entry != .folder {
      switch entry {
      case .file(let text): try text.write(toFile: root + "/" + path, atomically: false, encoding: .utf8)
      case .link(let target): symlink(target, root + "/" + path)
      case .folder: break
      }
      return
    }
    var part = SavedTree()
    for (key, entry) in host.tree.entries where key == path || key.hasPrefix(path + "/") { part[key] = entry }
    try part.write(to: root)
  }

  private func discard(_ place: String) {
    if unlink(place) != 0 { try? FileManager.default.removeItem(atPath: place) }
  }

  /// A folder in memory, where there is one.
  private final class Scratch {
    let path: String

    init() throws {
      var template = Array((access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp").appending("/nvm-XXXXXX").utf8CString)
      guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
      path = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }
}
