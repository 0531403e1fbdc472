import MachineModel
import Testing
import XML

@Suite struct DomainCopyTests {
  private let text = """
    <domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
      <name>old</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
      <genid>11111111-1111-4111-8111-111111111111</genid>
      <metadata>
        <neuron:machine xmlns:neuron="https://neuronos.org/xmlns/vm/1">
          <neuron:template>linux</neuron:template><neuron:guest>key</neuron:guest><neuron:usb/>
        </neuron:machine>
        <other:thing xmlns:other="https://example.org/">kept</other:thing>
      </metadata>
      <sysinfo type="smbios"><system>
        <entry name="uuid">6695eb01-f6a4-8304-79aa-97f2502e193f</entry><entry name="serial">123</entry>
        <entry name="product">PC</entry>
      </system></sysinfo>
      <os firmware="efi"><type>hvm</type><nvram>/nvram/old_VARS.fd</nvram></os>
      <devices>
        <unknown by="us"/>
        <disk type="file" device="disk">
          <driver name="qemu" type="qcow2" discard="unmap"/><source file="/images/old.qcow2" index="1"/>
          <backingStore type="file"><source file="/base"/></backingStore>
          <target dev="vda" bus="virtio"/><serial>kept</serial>
        </disk>
        <disk type="file" device="cdrom"><source file="/iso"/><target dev="sda"/></disk>
        <interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/><target dev="tap-old"/>
          <virtualport type="openvswitch"><parameters interfaceid="09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f"/></virtualport>
        </interface>
        <serial type="unix"><source mode="bind" path="/run/old.sock"/><target port="0"/></serial>
        <channel type="unix"><source mode="bind" path="/run/agent"/><target type="virtio" name="a"/></channel>
        <graphics type="vnc" port="5901" autoport="no" passwd="secret"><listen type="address"/></graphics>
        <shmem name="looking-glass-old"/>
        <hostdev mode="subsystem" type="pci"/>
      </devices>
      <qemu:commandline><qemu:arg value="-x"/></qemu:commandline>
    </domain>
    """

  private func copy() throws -> DomainCopy {
    var generator = SystemRandomNumberGenerator()
    return DomainCopy(
      of: try Element(parsing: text),
      as: .init(
        name: "new", uuid: "2762d194-a12f-4ee9-b022-71d3b165ef48", generation: "22222222-2222-4222-8222-222222222222",
        hasNewAddresses: true), disks: ["vda": .init(path: "/images/new.qcow2", format: "qcow2")],
      variables: "/nvram/new_VARS.fd", using: &generator)
  }

  @Test func `what only one machine may have is new`() throws {
    let element = try copy().element
    let printed = try element.xmlText()
    for old in [
      "6695eb01", "11111111-", "/images/old", "old_VARS", "52:54:00:00:00:01", "tap-old", "/run/agent", "5901",
      "looking-glass-old", "/run/old.sock", "neuron:guest", "neuron:usb", "09b11c53", "backingStore", ">123<",
    ] {
      #expect(!printed.contains(old), "\(old)")
    }
    for new in [
      "<name>new</name>", "2762d194", "22222222-", "/images/new.qcow2", "/nvram/new_VARS.fd",
      "looking-glass-new", "/run/new.sock",
    ] {
      #expect(printed.contains(new), "\(new)")
    }
  }

  @Test func `all else stays, elements of other tools too`() throws {
    let element = try copy().element
    let printed = try element.xmlText()
    for kept in [
      "<unknown by=\"us\"/>", "kept</other:thing>", "<serial>kept</serial>", "discard=\"unmap\"", "/iso",
      "neuron:template", "passwd=\"secret\"", "qemu:arg", "<entry name=\"product\">PC</entry>",
    ] {
      #expect(printed.contains(kept), "\(kept)")
    }
  }

  @Test func `what both cannot use at once is said`() throws {
    let notes = try copy().notes.joined(separator: "\n")
    for word in ["cannot run at the same time", "port of its own", "/run/old.sock", "by hand"] {
      #expect(notes.contains(word), "\(word)\n\(notes)")
    }
  }

  @Test func `on another host what is missing there is replaced, and said`() throws {
    let facts = HostAdaptation.Facts(
      capabilities: .unknown, domainType: .qemu, machineTypes: ["pc-q35-7.2", "q35"], networks: [], isSession: true,
      missingFiles: ["/iso"])
    var domain = try copy().element
    domain.children.append(.element(Element("cpu", ["mode": "host-passthrough", "migratable": "on"])))
    let adapted = HostAdaptation(of: domain, to: facts)
    let printed = try adapted.element.xmlText()
    #expect(adapted.element["type"] == "qemu" && printed.contains("mode=\"maximum\""))
    #expect(printed.contains("interface type=\"user\"") && !printed.contains("/iso") && !printed.contains("hostdev"))
    #expect(adapted.notes.count >= 5, "\(adapted.notes)")
    #expect(HostAdaptation.files(of: domain) == ["/iso"])
  }
}
