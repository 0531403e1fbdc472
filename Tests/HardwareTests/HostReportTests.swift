import Foundation
import MachineModel
import Subprocess
import TestSupport
import Testing

@testable import Hardware

@Suite struct HostReportTests {
  private func saved(_ host: HostFixture) async throws -> (original: TemporaryDirectory, copy: TemporaryDirectory) {
    let (original, copy) = (try TemporaryDirectory(), try TemporaryDirectory())
    try host.tree.write(to: original.path)
    let report = try HostReport(of: original.path)
    try Data(report.archive).write(to: URL(fileURLWithPath: copy.path("report.tar.gz")))
    // GNU tar's judgement of our archive, and not our own.
    let unpacked = try await run(
      .name("tar"), arguments: ["xzf", copy.path("report.tar.gz"), "-C", copy.path], output: .discarded,
      error: .string(limit: 1 << 16))
    #expect(unpacked.terminationStatus.isSuccess, "\(unpacked.standardError)")
    #expect(unpacked.standardError.isEmpty)
    return (original, copy)
  }

  @Test(arguments: HostFixture.all)
  func `a saved host gets the same verdicts`(host: HostFixture) async throws {
    let (original, copy) = try await saved(host)
    func reports(_ path: String) throws -> [PassthroughReport] {
      PassthroughCheck(HostReader(try HostRoot(path)).hardware(.judgement)).graphicsCards()
    }
    // Programs that are not the system's have other names.
    func words(_ path: String) throws -> [[String]] {
      try reports(path).map {
        [$0.verdict.rawValue, $0.group] + $0.problems.map(\.code) + $0.steps.map(\.kind.rawValue)
      }
    }
    #expect(try words(copy.path("host")) == words(original.path))
    #expect(try reports(copy.path("host")) == reports(original.path))
    func everything(_ path: String) throws -> HostHardware { HostReader(try HostRoot(path)).hardware() }
    let (again, before) = (try everything(copy.path("host")), try everything(original.path))
    #expect(again.devices == before.devices)
    #expect(again.groups == before.groups)
    #expect(again.adapters == before.adapters)
    #expect(again.disks == before.disks)
    #expect(again.networkCards == before.networkCards)
    #expect(again.inputDevices == before.inputDevices)
    #expect(again.processor == before.processor)
    #expect(again.boot == before.boot)
    #expect(again.board == before.board)
    #expect(again.hugePages == before.hugePages)
    #expect(again.iommu == before.iommu)
  }

  @Test(arguments: HostFixture.differentProcessors)
  func `for a saved host machines are tuned in the same way`(host: HostFixture) async throws {
    var host = host
    host.file("etc/sysctl.d/90-own.conf", "# for the machines\nvm.nr_hugepages = 512\n")
    let (original, copy) = try await saved(host)
    func facts(_ path: String) throws -> HostHardware {
      HostReader(try HostRoot(path)).processorsAndMemory(near: [try PCIAddress(parsing: "0000:01:00.0")])
    }
    let (again, before) = (try facts(copy.path("host")), try facts(original.path))
    #expect(again.processor == before.processor && again.memory == before.memory)
    #expect(again.hugePages == before.hugePages && again.devices == before.devices)
    #expect(again.kernel.values(of: "isolcpus") == before.kernel.values(of: "isolcpus"))
    for size in [ByteCount.mebibytes(2), .gibibytes(1)] {
      #expect(again.pagesAtStart(of: size) == before.pagesAtStart(of: size))
    }
    #expect(before.memory.pagesBySettings == 512)
  }

  @Test func `nothing in it tells who it is`() async throws {
    var host = HostFixture.encryptedRootInGroup
    host.file("etc/sysctl.d/50-host.conf", "kernel.hostname = alices-computer\nvm.nr_hugepages = 8\n")
    host.file("sys/devices/system/node/node0/cpulist", "0-7\n")
    host.network("enx525400123456", at: "0000:00:14.0", "up")
    host.file("proc/net/ipv6_route", "20010db8000000000000000000000000 40 0 0 0 0 0 0 0 enx525400123456\n")
    host.mount("/home/alice", "259:1")
    host.mount("/media/alice/STICK", "259:1", source: "/dev/disk/by-uuid/0815")
    host.file("etc/hostname", "alices-computer\n")
    host.mount("/srv", "0:31", type: "btrfs", source: "/dev/alice-vg/srv")
    host.file("proc/swaps", "Filename\n/dev/disk/by-id/alices-disk partition 1 0 0\n")
    host.file("proc/cmdline", "pcie_alice=1 nvidia_alice.x=2 intel_iommu=on\n")
    let identifier = "0815aaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    host.process(900, "alices-game", ["/dev/dri/card1"])
    host.process(901, "Xorg", ["/dev/dri/card1"])
    host.folder(host.place("0000:00:14.0") + "/\(identifier)/net/eth7")
    host.linkAbove("sys/class/net/eth7", host.place("0000:00:14.0") + "/\(identifier)/net/eth7")
    let (_, copy) = try await saved(host)
    var everything = ""
    for case let path as String in FileManager.default.enumerator(atPath: copy.path("host")) ?? .init() {
      everything += path + "\n"
      let full = copy.path("host/" + path)
      everything += (try? FileManager.default.destinationOfSymbolicLink(atPath: full)) ?? ""
      everything += (try? String(contentsOfFile: full, encoding: .utf8)) ?? ""
    }
    #expect(everything.contains("10DE:1B80") && everything.contains("Xorg") && everything.contains("program1"))
    for word in [
      "alice", "Alice", "SERIAL", "0815", "52:54:00", "525400123456", "00:11:22", "0102A8C0", "root=", "20010db8",
      identifier,
    ] {
      #expect(!everything.contains(word), "\(word)")
    }
  }

  @Test func `a report of a report is the same`() async throws {
    let (_, copy) = try await saved(.lab)
    let first = try HostReport(of: copy.path("host"))
    #expect(!first.paths.isEmpty)
    #expect(try HostReport(of: copy.path("host")).archive == first.archive)
  }
}
