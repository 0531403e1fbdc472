import MachineModel
import TestSupport
import Testing
import XML

struct ShippedTemplateTests {
  @Test(arguments: Fixtures.templateNames)
  func `a shipped template has no faults and says what it makes`(name: String) throws {
    #expect(DomainTemplate.faults(in: try Fixtures.text("Templates/\(name).xml"), named: name) == [])
    let template = try Fixtures.template(name)
    #expect(!template.title.isEmpty && template.summary.hasSuffix("."))
    #expect(template.hasDeviceSlot)
    #expect(template.system.isWindows == name.hasPrefix("windows"))
  }

  @Test(arguments: Fixtures.templateNames)
  func `a shipped template renders with the usual values on every host`(name: String) throws {
    let template = try Fixtures.template(name)
    for host in try Host.all() {
      let (domain, _) = try Fixtures.domain(template, TemplateValues(given: Fixtures.issueValues), host: host)
      let machine = DomainDescription(domain: try Element(parsing: try domain.xmlText()))
      #expect(machine.name == "test")
      #expect(machine.uuid == "12345678-1234-1234-1234-123456789abc")
      #expect(machine.memory == .mebibytes(4096))
      #expect(machine.processors == 4)
      #expect(machine.template == name)
      #expect(machine.type == host.type.rawValue)
      #expect(machine.disks.first?.path == "/tmp/test.qcow2")
      #expect(machine.disks.contains { $0.path == "/tmp/windows.iso" && $0.device == "cdrom" })
      #expect(machine.networkCards.map { $0.address?.description } == ["52:54:00:12:34:56"])
      let ports = machine.channels.compactMap(\.name)
      #expect(ports.contains("org.qemu.guest_agent.0") && ports.contains("org.neuronos.guest.0"))
      #expect(machine.graphics.count == 1)
      #expect(machine.videoModels.count == 1 && machine.videoModels != ["none"])
    }
  }

  @Test(arguments: Fixtures.templateNames)
  func `nothing of the template's own language stays in the domain`(name: String) throws {
    let template = try Fixtures.template(name)
    for host in try Host.all() {
      let (domain, _) = try Fixtures.domain(template, TemplateValues(given: Fixtures.issueValues), host: host)
      let text = try domain.xmlText()
      #expect(!text.contains("{{") && !text.contains("neuron:if") && !text.contains("neuron:devices"))
      #expect(
        text.split(separator: "xmlns:", omittingEmptySubsequences: false).count == 2,
        "only our metadata declares a namespace")
    }
  }

  @Test(arguments: ["windows11-basic", "windows11-passthrough"])
  func `Windows 11 demands two processors, four gibibytes and a disk of 64`(name: String) throws {
    var values = TemplateValues(given: Fixtures.issueValues)
    values.set(.vcpus, to: 1)
    values.set(.memoryMB, to: 2048)
    values.set(.diskSizeGB, to: 63)
    let numbers = try Fixtures.template(name).problems(with: values).filter {
      if case .missing = $0 { false } else { true }
    }
    #expect(
      numbers == [
        .belowMinimum(.diskSizeGB, value: 63, minimum: 64), .belowMinimum(.memoryMB, value: 2048, minimum: 4096),
        .belowMinimum(.vcpus, value: 1, minimum: 2),
      ])
  }

  @Test func `Windows 11 gets Secure Boot with its keys and a TPM where the host has them`() throws {
    let template = try Fixtures.template("windows11-basic")
    for host in try Host.all() {
      let (domain, leftOut) = try Fixtures.domain(template, TemplateValues(given: Fixtures.issueValues), host: host)
      let machine = DomainDescription(domain: domain)
      let features = domain.all("os", "firmware", "feature").filter { $0["enabled"] == "yes" }.compactMap { $0["name"] }
      let isSecure = host.hasSMM && host.capabilities.isKnown
      #expect(machine.firmware == .uefi)
      #expect(machine.hasSecureBoot == isSecure)
      #expect(features == (isSecure ? ["secure-boot", "enrolled-keys"] : []))
      #expect((domain.first("features", "smm")?["state"] == "on") == isSecure)
      #expect(leftOut.contains { $0.feature == "Secure Boot" } == !isSecure)
      #expect((machine.tpm?.version == "2.0") == host.capabilities.isKnown)
    }
  }

  @Test(arguments: Fixtures.templateNames.filter { $0.hasPrefix("windows") })
  func `without the drivers' ISO Windows gets SATA and e1000e, and that is said`(name: String) throws {
    let template = try Fixtures.template(name)
    let host = try #require(try Host.all().first)
    var values = TemplateValues(given: Fixtures.issueValues)
    let plain = try Fixtures.domain(template, values, host: host)
    #expect(DomainDescription(domain: plain.domain).disks.first?.bus == "sata")
    #expect(DomainDescription(domain: plain.domain).networkCards.first?.model == "e1000e")
    #expect(plain.leftOut.contains(LeftOut("virtio disk and network", .noDrivers)))

    values[.driversISOPath] = "/srv/iso/virtio-win-0.1.266.iso"
    let fast = try Fixtures.domain(template, values, host: host)
    #expect(DomainDescription(domain: fast.domain).disks.first?.bus == "virtio")
    #expect(fast.domain.first("devices", "disk")?.first("driver")?["discard"] == "unmap")
    #expect(DomainDescription(domain: fast.domain).networkCards.first?.model == "virtio")
    #expect(!fast.leftOut.contains { $0.reason == .noDrivers })
  }

  @Test func `a passthrough machine without its card yet has an emulated one`() throws {
    let template = try Fixtures.template("windows11-passthrough")
    let host = try #require(try Host.all().first)
    var values = TemplateValues(given: Fixtures.issueValues)
    let without = DomainDescription(domain: try Fixtures.domain(template, values, host: host).domain)
    #expect(without.videoModels == ["qxl"] && without.pciDevices.isEmpty)

    values.set(.gpu, to: true)
    let card = try #require(try Fixtures.card(romPath: "/srv/rom/card.rom"))
    let domain = try Fixtures.domain(template, values, host: host, devices: card.elements).domain
    let with = DomainDescription(domain: domain)
    #expect(with.videoModels == ["none"])
    #expect(with.pciDevices == card.functions)
    #expect(domain.all("devices", "hostdev").compactMap { $0.first("rom")?["file"] } == ["/srv/rom/card.rom"])
    #expect(domain.first("features", "kvm", "hidden")?["state"] == "on")
    #expect(domain.first("devices", "memballoon")?["model"] == "none")
    // A card that sleeps with its guest does not wake again.
    #expect(["suspend-to-mem", "suspend-to-disk"].allSatisfy { domain.first("pm", $0)?["enabled"] == "no" })
  }
}
