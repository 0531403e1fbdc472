import FoundationEssentials
import TestSupport
import Testing

@testable import NeuronVM

/// Whether libvirt has our hooks, on a computer that is a folder.
@Suite struct LibvirtHookTests {
  private func check() -> HostCheck { HostCheck(ConnectionChoice(named: "qemu:///system")) }

  private func put(_ path: String, below root: String, mode: Int) throws {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try FileManager.default.createDirectory(atPath: root + folder, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: root + path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: root + path)
  }

  @Test func `each hook is told of, with what it lacks`() throws {
    let root = try TemporaryDirectory()
    func findings() -> [String] { check().hookLines(below: root.path).map(\.finding) }
    #expect(findings().allSatisfy { $0.hasPrefix("not installed") } && findings().count == 2)

    try put("/etc/libvirt/hooks/qemu.d/neuron-vm", below: root.path, mode: 0o644)
    #expect(findings()[0].hasPrefix("not installed"), "libvirt does not run it")
    try put("/etc/libvirt/hooks/qemu.d/neuron-vm", below: root.path, mode: 0o755)
    #expect(
      findings()[0].contains("/usr/libexec/neuron-vm/neuron-vm-host, /etc/systemd/system/neuron-vm-return@.service"))
    try put("/usr/libexec/neuron-vm/neuron-vm-host", below: root.path, mode: 0o755)
    try put("/usr/lib/systemd/system/neuron-vm-return@.service", below: root.path, mode: 0o644)
    #expect(check().hookLines(below: root.path).map(\.status) == [.ok, .warning])
    try put("/etc/libvirt/hooks/qemu.d/neuron-vm-awake", below: root.path, mode: 0o755)
    try put("/etc/systemd/system/neuron-vm-awake@.service", below: root.path, mode: 0o644)
    #expect(check().hookLines(below: root.path).allSatisfy { $0.status == .ok && $0.remedy == nil })
  }

  @Test func `a user's own libvirt and another computer's are not asked for them`() {
    for uri in ["qemu:///session", "qemu+ssh://there/system", "test:///default"] {
      #expect(HostCheck(ConnectionChoice(named: uri)).hookLines().isEmpty)
    }
  }
}
