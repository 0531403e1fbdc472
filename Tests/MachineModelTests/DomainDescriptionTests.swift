import MachineModel
import Testing
import XML

struct DomainDescriptionTests {
  private func machine() throws -> DomainDescription {
    DomainDescription(
      domain: try Element(parsing: try Fixtures.text("Tests/MachineModelTests/Fixtures/domain-virt-manager.xml")))
  }

  @Test func `a machine that virt-manager made is read`() throws {
    let machine = try machine()
    #expect(machine.name == "win10-gaming" && machine.title == "Gaming & more" && machine.template == nil)
    #expect(machine.uuid == "d1c8a4b2-6f0e-4c7b-9a55-0e3f7b2a9c41" && machine.type == "kvm")
    #expect(machine.memory == .gibibytes(16) && machine.processors == 12)
    #expect(machine.firmware == .uefi && machine.hasSecureBoot)
    #expect(machine.nvramPath == "/var/lib/libvirt/qemu/nvram/win10-gaming_VARS.fd")
    #expect(machine.tpm?.model == "tpm-tis" && machine.tpm?.backend == "emulator" && machine.tpm?.version == "2.0")
    #expect(machine.bootOrder == ["sdc", "vda", "network"])
  }

  @Test func `its disks tell where their data is`() throws {
    let disks = try machine().disks
    #expect(
      disks.map(\.source) == [
        .file("/var/lib/libvirt/images/win10 gaming.qcow2"), .block("/dev/disk/by-id/ata-Samsung_SSD_860"),
        .volume(pool: "games", volume: "library.raw"), .other(type: "network", name: "pool/image"), nil,
      ])
    #expect(disks.map(\.target) == ["vda", "sda", "sdb", "vdb", "sdc"])
    #expect(disks.map(\.device) == ["disk", "disk", "disk", "disk", "cdrom"])
    #expect(disks[0].format == "qcow2" && disks[0].bootOrder == 2 && !disks[0].isReadOnly)
    #expect(disks.map(\.isShared) == [false, true, false, false, false] && disks[4].isReadOnly)
    #expect(disks.compactMap(\.path).count == 2)
    #expect(disks.map(\.backing) == [[.file("/var/lib/libvirt/images/win10-base.qcow2")], [], [], [], []])
  }

  @Test func `its devices are read`() throws {
    let machine = try machine()
    #expect(machine.networkCards.map(\.source) == ["default", "enp5s0"])
    #expect(machine.networkCards.map { $0.address?.description } == ["52:54:00:6b:3c:58", nil])
    #expect(machine.graphics.map(\.port) == [5901, nil])
    #expect(machine.graphics.map(\.listen) == ["127.0.0.1", "/run/user/1000/vnc.sock"])
    #expect(machine.videoModels == ["qxl"])
    #expect(machine.pciDevices.map(\.description) == ["0000:0a:00.0", "0000:0a:00.1"])
    #expect(machine.usbDevices.map(\.vendor) == [0x046D, nil] && machine.usbDevices.map(\.device) == [nil, 12])
    #expect(machine.sharedMemory.map(\.name) == ["looking-glass"])
    #expect(machine.sharedMemory.map(\.size) == [.mebibytes(64)])
    #expect(machine.channels.map(\.name) == ["com.redhat.spice.0", "org.qemu.guest_agent.0"])
    #expect(machine.channels[1].path?.hasSuffix("org.qemu.guest_agent.0") == true)
  }

  @Test(
    arguments: [
      ("<memory>524288</memory>", 1 << 29), ("<memory unit='GiB'>2</memory>", 2 << 30),
      ("<memory unit='KB'>1000</memory>", 1_000_000), ("<memory unit='bytes'> 4096 </memory>", 4096),
      ("<memory unit='furlong'>2</memory>", nil), ("<memory>-1</memory>", nil), ("<memory/>", nil),
      ("<memory unit='TiB'>99999999999999</memory>", nil),
    ] as [(String, UInt64?)])
  func `memory is read in every unit of libvirt`(text: String, bytes: UInt64?) throws {
    let machine = DomainDescription(domain: try Element(parsing: "<domain>\(text)</domain>"))
    #expect(machine.memory?.bytes == bytes)
  }

  @Test func `firmware is told by what libvirt writes`() throws {
    func machine(_ system: String) throws -> DomainDescription {
      DomainDescription(domain: try Element(parsing: "<domain><os>\(system)</os></domain>"))
    }
    #expect(try machine("<type>hvm</type>").firmware == .bios)
    #expect(try machine("<loader type='rom'>/bios.bin</loader>").firmware == .bios)
    #expect(try machine("<nvram/>").nvramPath == nil)
    let new = try machine("<nvram type='file'><source file='/a.fd'/></nvram>")
    #expect(new.nvramPath == "/a.fd" && new.firmware == .uefi)
    #expect(try machine("<boot dev='cdrom'/><boot dev='hd'/>").bootOrder == ["cdrom", "hd"])
    #expect(
      try machine("<loader secure='yes' type='pflash'/><firmware><feature enabled='no' name='secure-boot'/></firmware>")
        .hasSecureBoot == false)
  }

  @Test(arguments: [
    "<domain/>", "<domain><devices><disk/><interface/><hostdev/><tpm/><shmem/><graphics/><channel/></devices></domain>",
  ])
  func `whatever is missing is no error`(text: String) throws {
    let machine = DomainDescription(domain: try Element(parsing: text))
    #expect(machine.name.isEmpty && machine.memory == nil && machine.pciDevices.isEmpty && machine.disks.count <= 1)
  }
}
