import MachineModel
import Testing
import XML

/// What is switched on in a machine with a device of the host.
@Suite struct PassthroughSettingTests {
  static func subject(vendor: UInt16) throws -> PassthroughSubject {
    var device = PCIDevice(try PCIAddress(parsing: "0000:01:00.0"))
    device.kind = PCIClass(code: 0x030000)
    device.identity = PCIIdentity(vendor: vendor, device: 1)
    return PassthroughSubject(device)
  }

  private func needed(_ vendor: UInt16, _ inside: String, type: String = "kvm") throws -> [PassthroughSetting] {
    PassthroughSetting.needed(
      for: try Self.subject(vendor: vendor), in: try Element(parsing: "<domain type='\(type)'>\(inside)</domain>"))
  }

  @Test func `KVM is hidden for NVIDIA's drivers under Windows' settings alone`() throws {
    let windows = "<features><hyperv mode='custom'><relaxed state='on'/></hyperv></features>"
    #expect(try needed(0x10DE, windows) == [.noBalloon, .noSleep, .hiddenKVM, .vendorID])
    #expect(try needed(0x10DE, windows, type: "qemu") == [.noBalloon, .noSleep, .vendorID])
    #expect(try needed(0x1002, windows) == [.noBalloon, .noSleep])
    #expect(try needed(0x10DE, "<features><acpi/></features>") == [.noBalloon, .noSleep])
    #expect(try needed(0x10DE, "<features><hyperv mode='passthrough'/></features>") == [.noBalloon, .noSleep])
  }

  @Test func `what somebody decided stays`() throws {
    let decided = "<pm><suspend-to-mem enabled='yes'/><suspend-to-disk enabled='no'/></pm>"
    #expect(try needed(0x1002, decided + "<devices><memballoon model='none'/></devices>") == [])
  }

  @Test func `what is switched on is taken back as it was`() throws {
    let before = try Element(
      parsing: """
        <domain type='kvm'><features><hyperv mode='custom'><relaxed state='on'/></hyperv></features>
        <devices><memballoon model='virtio'/></devices></domain>
        """)
    var domain = before
    let settings = PassthroughSetting.needed(for: try Self.subject(vendor: 0x10DE), in: domain)
    for setting in settings { setting.switchOn(in: &domain) }
    #expect(settings == PassthroughSetting.allCases)
    #expect(PassthroughSetting.needed(for: try Self.subject(vendor: 0x10DE), in: domain) == [])
    for setting in settings { #expect(setting.switchOff(in: &domain)) }
    #expect(domain == before)
    for setting in settings { #expect(!setting.switchOff(in: &domain), "\(setting)") }
  }

  @Test(arguments: ["windows10-passthrough", "windows11-passthrough"])
  func `a machine of a passthrough template has all of it`(name: String) throws {
    let template = try Fixtures.template(name)
    let plain = try #require(try TemplateMatrix.combinations(of: template).first)
    for host in try Host.all() where host.type == .kvm {
      let domain = try Fixtures.domain(template, plain.values, host: host).domain
      #expect(PassthroughSetting.needed(for: try Self.subject(vendor: 0x10DE), in: domain) == [], "\(host.name)")
    }
  }
}
