import Foundation
import MachineModel
import Synchronization
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct MachineLogTests {
  @Test func `times of libvirt and of QEMU are read`() throws {
    let libvirt = try #require(LogTime.split("2023-05-07 14:42:10.513+0000: starting up libvirt version: 9.0.0"))
    #expect(libvirt.isLibvirt && libvirt.rest == "starting up libvirt version: 9.0.0")
    #expect(abs(libvirt.time.timeIntervalSince1970 - 1_683_470_530.513) < 0.0005)
    let qemu = try #require(LogTime.split("2024-02-29T23:59:60.095792Z qemu-system-x86_64: hello"))
    #expect(!qemu.isLibvirt && qemu.rest == "qemu-system-x86_64: hello")
    #expect(LogTime.split("1970-01-01 00:00:00.000+0000: x")?.time.timeIntervalSince1970 == 0)
    #expect(LogTime.split("2000-03-01 00:00:00.000+0000: x")?.time.timeIntervalSince1970 == 951_868_800)
  }

  @Test(arguments: [
    "", "char device redirected to /dev/pts/3", "2023-05-07", "2023-13-07 14:42:10.513+0000: x",
    "2023-05-07 24:42:10.513+0000: x", "2023-05-07 14:42:10.+0000: x", "2023-05-07 14:42:10.513+0200: x",
    "2023-05-07_14:42:10.513+0000: x", "2023-05-07T14:42:11.095792 qemu", "ééééééééééééééééééééééééééééé",
    "2023-05-07 14:42:10.5130000000000000000000000000000000000+0000: x",
  ])
  func `a line without a time has none`(line: String) { #expect(LogTime.split(line) == nil) }

  private static let start = [
    "2023-05-07 14:42:10.513+0000: starting up libvirt version: 9.0.0", "LC_ALL=C \\", "HOME=/root \\",
    "/usr/bin/qemu-system-x86_64 \\", "-name guest=win11 \\", "-S \\", "-m 64 \\", "-msg timestamp=on",
    "char device redirected to /dev/pts/3", "", "2023-05-07 15:11:02.021+0000: shutting down, reason=shutdown",
  ]

  @Test func `the command that starts QEMU is one line, and lines without a time have that of the line before`() {
    var parser = LogParser(machine: "win11", isRaw: false)
    let entries = Self.start.compactMap { parser.entry($0) }
    #expect(
      entries.map(\.text) == [
        "starting up libvirt version: 9.0.0", "/usr/bin/qemu-system-x86_64 with 4 options (--raw shows them)",
        "char device redirected to /dev/pts/3", "shutting down, reason=shutdown",
      ])
    #expect(entries.map(\.source) == [.libvirt, .libvirt, .qemu, .libvirt])
    #expect(entries[2].time == entries[0].time && entries[3].time != entries[0].time)
  }

  @Test func `raw means every line`() {
    var parser = LogParser(machine: "win11", isRaw: true)
    let entries = Self.start.compactMap { parser.entry($0) }
    #expect(entries.count == Self.start.count - 1)
    #expect(entries.contains { $0.text == "-name guest=win11 \\" })
  }

  @Test func `what is known about a line stands with it, once`() {
    var parser = LogParser(machine: "a b", isRaw: false)
    let lines = [
      "2023-05-07T14:42:11.095792Z qemu-system-x86_64: -blockdev x: Failed to get \"write\" lock",
      "Is another process using the image [/a.qcow2]?", "block I/O error in device 'a': No space left on device (28)",
      "2023-05-07 14:42:12.000+0000: shutting down, reason=failed",
    ]
    let entries = lines.compactMap { parser.entry($0) }
    #expect(entries.map(\.explanation?.code) == ["disk.locked", nil, "disk.full", nil])
    #expect(entries[2].explanation?.commandLine == "neuron-vm resume 'a b'")
    #expect(entries[2].explanation?.advice?.hasSuffix("let it go on: neuron-vm resume 'a b'") == true)
  }

  @Test func `a line of any length is bounded`() {
    var parser = LogParser(machine: "win11", isRaw: false)
    #expect((parser.entry(String(repeating: "é", count: 1_000_000))?.text.count ?? 0) < 20_000)
  }

  @Test func `the file is where libvirt keeps it`() {
    func path(_ machine: String, session: Bool, _ environment: [String: String] = [:], root: Bool = false) -> String {
      LogPlace(machine: machine, isSession: session, environment: environment, isRoot: root).path
    }
    #expect(path("win 11", session: false) == "/var/log/libvirt/qemu/win 11.log")
    #expect(path("..", session: true, ["HOME": "/h"]) == "/h/.cache/libvirt/qemu/log/...log")
    #expect(path("a", session: true, ["XDG_CACHE_HOME": "/c", "HOME": "/h"]) == "/c/libvirt/qemu/log/a.log")
    #expect(path("a", session: true, ["XDG_CACHE_HOME": "c", "HOME": "/h"]) == "/h/.cache/libvirt/qemu/log/a.log")
    #expect(path("a", session: true, ["HOME": "/root"], root: true) == "/var/log/libvirt/qemu/a.log")
  }

  @Test func `what this program changed stands in the log`() async throws {
    let home = try TemporaryDirectory()
    let hypervisor = try await Hypervisor.connect(
      to: ConnectionChoice(named: "test:///default"),
      directories: Directories(environment: ["HOME": home.path], executable: ""))
    let machine = try await hypervisor.machine(named: "test")
    let xml = "<domain><name>test</name><uuid>\(machine.id.uuidString.lowercased())</uuid></domain>"
    let before = MachineForms(
      name: "test", definition: MachineDefinition(xml: xml, startsAutomatically: false), running: nil)
    _ = try hypervisor.history(of: machine.id).begin("More memory", before: before, kind: .change)
    let seen = Mutex<[LogEntry]>([])
    try await machine.log(last: 5, isRaw: false, follows: false) { entries in seen.withLock { $0 += entries } }
    let ours = seen.withLock { $0 }.filter { $0.source == .neuronVM }
    #expect(ours.map(\.text) == ["More memory"] && ours.first?.time != nil)
    await hypervisor.disconnect()
  }

  @Test func `an error of libvirt is said in words, and keeps its own`() {
    let detail = "Cannot access storage file '/srv/a.qcow2' (as uid:64055, gid:64055): No such file or directory"
    let error = NeuronError.hypervisor(doing: "start", detail: detail, about: .init(machine: "a"))
    #expect(error.code == "file.missing")
    #expect(error.message.contains("/srv/a.qcow2 is not there"))
    #expect(error.remedy?.hasSuffix("neuron-vm show a") == true)
    #expect(error.detail == detail && error.exitCode == 1)
    let unknown = NeuronError.hypervisor(doing: "It", detail: "the moon is in the wrong house")
    #expect(unknown.code == "hypervisor" && unknown.message == "It did not work." && unknown.remedy == nil)
    #expect(unknown.detail == "the moon is in the wrong house")
  }
}
