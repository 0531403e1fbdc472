import MachineModel
import Testing
import XML

struct HostAnswersTests {
  private func answers(
    _ template: String, _ values: TemplateValues = .init(), on name: String, type: DomainType, hasSMM: Bool = true
  ) throws -> HostAnswers {
    HostAnswers(
      for: try Fixtures.template(template), values: values,
      capabilities: name == "unknown" ? .unknown : try Fixtures.capabilities(name), domainType: type, hasSMM: hasSMM)
  }

  @Test func `capabilities of a real hypervisor are read`() throws {
    let host = try Fixtures.capabilities("qemu-libvirt-9")
    #expect(host.domainType == .qemu && host.machine == "pc-q35-7.2" && host.maximumProcessors == 288)
    #expect(host.emulator == "/usr/bin/qemu-system-x86_64")
    #expect(host.firmwares == ["efi"] && host.hasSecureFirmware)
    #expect(host.cpuModes == ["maximum", "host-model", "custom"])
    #expect(host.graphics.contains("spice") && host.videoModels.contains("qxl"))
    #expect(host.tpmBackends.contains("emulator") && host.tpmVersions == ["1.2", "2.0"])
    #expect(host.hypervFeatures == ["spinlocks", "vendor_id"])
    #expect(host.diskBuses == ["fdc", "scsi", "virtio", "usb", "sata"])
    #expect(host.audioBackends == nil && host.channels.contains("spicevmc") && host.redirectionBuses == ["usb"])
  }

  @Test func `what is not supported is not offered whatever is listed`() throws {
    let element = try Element(
      parsing: """
        <domainCapabilities><os supported='no'><enum name='firmware'><value>efi</value></enum></os>
        <devices><graphics supported='no'><enum name='type'><value>spice</value></enum></graphics></devices>
        <features><hyperv supported='no'><enum name='features'><value>relaxed</value></enum></hyperv></features>
        </domainCapabilities>
        """)
    let host = HostCapabilities(domainCapabilities: element)
    #expect(host.firmwares.isEmpty && host.graphics.isEmpty && host.hypervFeatures.isEmpty && host.isKnown)
  }

  @Test func `KVM with everything leaves nothing out but what needs drivers`() throws {
    let answers = try answers("windows11-passthrough", on: "kvm-libvirt-9", type: .kvm)
    #expect(answers.leftOut == [LeftOut("virtio disk and network", .noDrivers)])
    #expect(answers.values[.cpuMode] == "host-passthrough" && answers.values[.hypervSTimer] == "yes")
  }

  @Test func `emulation leaves out the enlightenments that it cannot run`() throws {
    let answers = try answers("windows10-basic", on: "qemu-libvirt-9", type: .qemu)
    for feature in ["vpindex", "synic", "stimer"] {
      #expect(answers.leftOut.contains(LeftOut("Hyper-V " + feature, .notOffered)))
    }
    #expect(answers.leftOut.contains(LeftOut("Hyper-V clock", .needsKVM)))
    #expect(answers.values[.hypervSpinlocks] == "yes" && answers.values[.cpuMode] == "maximum")
  }

  @Test func `stimer without synic is left out, because QEMU would not start`() throws {
    var host = try Fixtures.capabilities("kvm-libvirt-9")
    host.hypervFeatures.remove("vpindex")
    let answers = HostAnswers(
      for: try Fixtures.template("windows11-basic"), values: .init(), capabilities: host, domainType: .kvm, hasSMM: true
    )
    #expect(answers.leftOut.contains(LeftOut("Hyper-V synic", .needs("Hyper-V vpindex"))))
    #expect(answers.leftOut.contains(LeftOut("Hyper-V stimer", .needs("Hyper-V synic"))))
    #expect(answers.values[.hypervTLBFlush] == "no" && answers.values[.hypervIPI] == "no")
  }

  @Test func `a host-passthrough that the host lacks becomes host-model and is said`() throws {
    var host = try Fixtures.capabilities("kvm-libvirt-9")
    host.cpuModes.remove("host-passthrough")
    let answers = HostAnswers(
      for: try Fixtures.template("linux"), values: .init(), capabilities: host, domainType: .kvm, hasSMM: true)
    #expect(answers.values[.cpuMode] == "host-model" && answers.leftOut == [LeftOut("host-passthrough", .notOffered)])
  }

  @Test func `without SPICE the screen is VNC with a card that needs no driver`() throws {
    let windows = try answers("windows11-basic", on: "kvm-libvirt-11-without-spice", type: .kvm)
    #expect(windows.values[.spice] == "no" && windows.values[.vnc] == "yes" && windows.values[.videoModel] == "vga")
    #expect(windows.values[.audioBackend] == "none" && windows.values[.usbRedirection] == "no")
    #expect(windows.leftOut.contains(LeftOut("SPICE", .notOffered)))
    let linux = try answers("linux", on: "kvm-libvirt-11-without-spice", type: .kvm)
    #expect(linux.values[.videoModel] == "virtio")
  }

  @Test func `who asks for VNC gets VNC and is not told that SPICE is left out`() throws {
    var values = TemplateValues()
    values.set(.vnc, to: true)
    let answers = try answers("windows11-basic", values, on: "kvm-libvirt-9", type: .kvm)
    #expect(answers.values[.spice] == "no" && answers.values[.videoModel] == "vga")
    #expect(!answers.leftOut.contains { $0.feature == "SPICE" })
  }

  @Test func `Secure Boot needs SMM`() throws {
    let answers = try answers("windows11-basic", on: "kvm-libvirt-9", type: .kvm, hasSMM: false)
    #expect(answers.values[.secureBoot] == "no" && answers.values[.smm] == "no")
    #expect(answers.leftOut.contains(LeftOut("Secure Boot", .needs("System Management Mode"))))
    #expect(try self.answers("windows10-basic", on: "kvm-libvirt-9", type: .kvm, hasSMM: false).leftOut.count == 1)
  }

  @Test func `a wish for BIOS is no lack of UEFI`() throws {
    var values = TemplateValues()
    values.set(.bios, to: true)
    let answers = try answers("linux", values, on: "kvm-libvirt-9", type: .kvm)
    #expect(answers.values[.uefi] == "no" && answers.leftOut.isEmpty)
    let unknown = try self.answers("linux", on: "unknown", type: .qemu)
    #expect(unknown.values[.uefi] == "no" && unknown.leftOut.contains(LeftOut("UEFI", .notTold)))
  }

  @Test func `what the user sets is not called left out`() throws {
    var values = TemplateValues()
    values.set(.tpm, to: false)
    let answers = try answers("windows11-basic", values, on: "unknown", type: .qemu)
    #expect(!answers.leftOut.contains { $0.feature == "TPM 2.0" })
  }

  @Test func `notes with one reason make one sentence`() {
    let notes = [LeftOut("A", .notOffered), LeftOut("B", .needsKVM), LeftOut("C", .notOffered)]
    #expect(
      LeftOut.sentences(for: notes) == [
        "Left out, because this host does not offer it: A, C.", "Left out, because it works with KVM only: B.",
      ])
  }
}
