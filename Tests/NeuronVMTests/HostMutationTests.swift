import Foundation
import Glibc
import Hardware
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

/// Hosts of which something is missing or odd: files gone, cut short or full of rubbish, links that lead elsewhere or
/// nowhere or back.
@Suite struct HostMutationTests {
  /// How many damaged hosts there are in all; CI asks for 10,000 of an optimised build.
  private static var rounds: Int {
    ProcessInfo.processInfo.environment["NEURON_VM_MUTATIONS"].flatMap { Int($0) } ?? 4_800
  }

  /// What is said of a host: of each device and card, and of the computer as a whole.
  private struct Answers: Equatable {
    var ready: Set<PCIAddress> = []
    var fine: Set<String> = []

    init(_ root: HostRoot, about devices: Set<PCIAddress>, asAWhole: Bool = true) {
      let host = HostReader(root).hardware(asAWhole ? .overview : .judgement, about: devices)
      let check = PassthroughCheck(host)
      for device in devices {
        guard let subject = host.subject(at: device) else { continue }
        if check.report(subject).verdict == .ready { ready.insert(device) }
      }
      guard asAWhole else { return }
      for line in HostCheck.hardwareLines(of: host) where line.status == .ok {
        if line.code == "gpu" { fine.insert(line.finding) }
        if line.code == "iommu" { fine.insert(line.code) }
      }
    }
  }

  @Test(arguments: HostFixture.all.enumerated().map { ($0.offset, $0.element) })
  func `no damage makes a device ready that was not`(index: Int, host: HostFixture) throws {
    var numbers = SameNumbers(UInt64(index + 1))
    let folder = try Scratch()
    try host.tree.write(to: folder.path)
    let root = try HostRoot(folder.path)
    let hardware = HostReader(root).hardware(.devices)
    let devices = Set((hardware.devices ?? []).map(\.address))
    let cards = Set(hardware.graphicsCards.map(\.display.address))
    let others = devices.subtracting(cards).sorted()
    let before = Answers(root, about: devices)
    let paths = host.tree.entries.keys.filter { !$0.hasPrefix("usr/") }.sorted()
    for round in 0..<(Self.rounds / HostFixture.all.count) {
      var done: [(path: String, what: String)] = []
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        guard let path = paths.randomElement(using: &numbers) else { continue }
        if let what = damage(folder.path, path, paths, &numbers) { done.append((path, what)) }
      }
      // Each round asks about the graphics cards and some other devices, and now and then about the whole computer.
      let some = cards.union(others.shuffled(using: &numbers).prefix(4))
      let after = Answers(root, about: some, asAWhole: round % 4 == 0)
      let better = after.ready.subtracting(before.ready)
      if !better.isEmpty { Issue.record("\(host.name), round \(round): \(better) became ready by \(done)") }
      // A card's line names it: one whose name was lost is another line.
      let lines = after.fine.filter { line in
        !before.fine.contains(line) && !before.ready.contains { line.contains("\($0)") }
      }
      if !lines.isEmpty { Issue.record("\(host.name), round \(round): “\(lines)” became fine by \(done)") }
      for (path, _) in done.reversed() { try restore(path, host, folder.path) }
    }
    #expect(Answers(root, about: devices) == before)
  }

  /// Does one harm; nil when there was nothing to harm.
  private func damage(_ root: String, _ path: String, _ paths: [String], _ numbers: inout SameNumbers) -> String? {
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
      case .bytes(let bytes): try Data(bytes).write(to: URL(fileURLWithPath: root + "/" + path))
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
