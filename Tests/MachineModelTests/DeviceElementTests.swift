import MachineModel
import TestSupport
import Testing
import XML

@Suite struct DeviceElementTests {
  @Test func `a new disk gets the first name that is free in libvirt's order`() {
    #expect(DiskBus.virtio.freeTarget(besides: []) == "vda")
    #expect(DiskBus.virtio.freeTarget(besides: ["vda", "vdc", "sda"]) == "vdb")
    #expect(DiskBus.usb.freeTarget(besides: ["sda", "sdb"]) == "sdc")
    #expect(DiskBus.ide.freeTarget(besides: ["hda"]) == "hdb")
    let letters = "abcdefghijklmnopqrstuvwxyz".map { "vd\($0)" }
    #expect(DiskBus.virtio.freeTarget(besides: Set(letters)) == "vdaa")
    #expect(DiskBus.virtio.freeTarget(besides: Set(letters + ["vdaa"])) == "vdab")
  }

  @Test func `libvirt's schema takes what we send, each device in a machine`() async throws {
    let volume = Disk(
      device: "disk", target: "vdb", bus: .virtio, format: "raw", source: .volume(pool: "default", volume: "data.img"))
    let drive = Disk(device: "cdrom", target: "sda", bus: .sata, format: "raw", source: nil, isReadOnly: true)
    let folder = SharedFolder(tag: try SharedFolderTag(parsing: "docs"), path: "/srv/a & b", isReadOnly: true)
    let disk = Disk(
      device: "disk", target: "sdb", bus: .scsi, format: "qcow2", source: .file("/srv/<disk> \"1\".qcow2"))
    let domain = MemorySharing.sharing(
      Element("domain", ["type": "qemu"]) {
        Element("name") { "devices" }
        Element("memory", ["unit": "MiB"]) { "64" }
        Element("os") { Element("type", ["arch": "x86_64", "machine": "q35"]) { "hvm" } }
        Element("devices") { [disk.element, volume.element, drive.element.holding(.file("/a.iso")), folder.element] }
      })
    let text = try domain.xmlText()
    let read = DomainDescription(domain: try Element(parsing: text))
    #expect(read.disks.map(\.source) == [disk.source, volume.source, .file("/a.iso")])
    #expect(read.disks.map(\.isReadOnly) == [false, false, true])
    #expect(read.sharedFolders == [folder])
    try await DomainSchema.withFiles([("devices", text)]) { files in
      let errors = try await DomainSchema.errors(in: files)
      #expect(errors.isEmpty, "\(errors)")
    }
  }

  @Test func `another medium leaves what others wrote about a drive`() throws {
    let drive = try Element(
      parsing: """
        <disk type='block' device='cdrom'><driver name='qemu' type='raw' cache='none'/>
        <source dev='/dev/sr0' startupPolicy='optional' index='3'/><backingStore/><target dev='sda' bus='sata'/>
        <serial>ABC</serial><readonly/><boot order='2'/><address type='drive' controller='0' bus='0' target='0' unit='0'/>
        </disk>
        """)
    let held = drive.holding(.file("/iso/a.iso"))
    #expect(Disk(element: held).source == .file("/iso/a.iso"))
    #expect(held["type"] == "file" && held.first("source")?["startupPolicy"] == "optional")
    #expect(held.first("source")?["index"] == nil && held.first("backingStore") == nil)
    for name in ["driver", "serial", "boot", "address", "readonly", "target"] {
      #expect(held.first(name) == drive.first(name), "\(name)")
    }
    let empty = held.holding(nil)
    #expect(empty.first("source") == nil && empty["type"] == "file" && empty.first("serial") != nil)
    #expect(Disk(element: empty.holding(.block("/dev/sr1"))).source == .block("/dev/sr1"))
  }

  @Test(arguments: ["docs", "My.Docs_2", String(repeating: "a", count: 36)])
  func `the name of a shared folder is what every guest can type`(text: String) throws {
    #expect(try SharedFolderTag(parsing: text).description == text)
  }

  @Test(arguments: ["", "-docs", ".docs", "my docs", "a/b", "größe", "a\"b", "a\nb", String(repeating: "a", count: 37)])
  func `any other name of a shared folder is refused`(text: String) {
    #expect(throws: SharedFolderTagError.self) { try SharedFolderTag(parsing: text) }
  }

  @Test func `a folder that nobody has named is called as it is called`() {
    #expect(SharedFolderTag(folder: "/home/anna/Documents")?.description == "Documents")
    #expect(SharedFolderTag(folder: "/srv/my files/")?.description == "my-files")
    #expect(SharedFolderTag(folder: "/srv/.hidden")?.description == "hidden")
    #expect(SharedFolderTag(folder: "/") == nil)
    #expect(SharedFolderTag(folder: "/srv/" + String(repeating: "a", count: 90))?.description.count == 36)
  }

  private func domain(_ inside: String) throws -> Element {
    try Element(parsing: "<domain><name>a</name><memory>1</memory>\(inside)<devices/></domain>")
  }

  @Test func `memory is shared in the way that fits what stands there`() throws {
    let plain = MemorySharing.sharing(try domain(""))
    #expect(plain.first("memoryBacking", "source")?["type"] == "memfd")
    #expect(plain.first("memoryBacking", "access")?["mode"] == "shared")
    #expect(plain.elements.map(\.name) == ["name", "memory", "memoryBacking", "devices"])
    let huge = MemorySharing.sharing(
      try domain("<memoryBacking><hugepages><page size='2' unit='M'/></hugepages><locked/></memoryBacking>"))
    #expect(huge.first("memoryBacking", "source") == nil && huge.first("memoryBacking", "locked") != nil)
    #expect(huge.first("memoryBacking", "hugepages", "page")?["size"] == "2")
    let anonymous = MemorySharing.sharing(try domain("<memoryBacking><source type='anonymous'/></memoryBacking>"))
    #expect(anonymous.first("memoryBacking", "source")?["type"] == "memfd")
    for made in [plain, huge, anonymous] { #expect(MemorySharing(of: made) == .shared) }
    let file = try domain("<memoryBacking><source type='file'/><access mode='shared'/></memoryBacking>")
    #expect(MemorySharing(of: file) == .shared)
    #expect(MemorySharing(of: try domain("")) == .possible)
  }

  @Test func `what others keep under the same names in a namespace of theirs stays`() throws {
    let other = try domain("<o:memoryBacking xmlns:o='urn:o'><o:access mode='shared'/></o:memoryBacking>")
    let made = MemorySharing.sharing(other)
    #expect(MemorySharing(of: other) == .possible && MemorySharing(of: made) == .shared)
    #expect(made.first("memoryBacking", in: "urn:o") == other.first("memoryBacking", in: "urn:o"))
    let drive = try Element(parsing: "<disk device='cdrom'><o:source xmlns:o='urn:o'/><target dev='sda'/></disk>")
    #expect(drive.holding(.file("/a.iso")).first("source", in: "urn:o") != nil)
  }

  @Test func `what a NUMA cell says of its memory counts`() throws {
    func cells(_ modes: String...) throws -> Element {
      try domain("<cpu><numa>" + modes.map { "<cell id='0' memory='1' \($0)/>" }.joined() + "</numa></cpu>")
    }
    #expect(MemorySharing(of: try cells("memAccess='shared'", "memAccess='shared'")) == .shared)
    #expect(MemorySharing(of: try cells("memAccess='shared'", "memAccess='private'")) == .privateCells)
    #expect(MemorySharing(of: try cells("", "memAccess='shared'")) == .possible)
  }

  @Test func `a running machine takes what it has a place for`() throws {
    func plug(_ devices: String) throws -> HotPlug {
      HotPlug(domain: try Element(parsing: "<domain><devices>\(devices)</devices></domain>"))
    }
    let root = "<controller type='pci' index='0' model='pcie-root'/>"
    let port = "<controller type='pci' index='1' model='pcie-root-port'><address type='pci' bus='0x00'/></controller>"
    let card = "<interface><address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></interface>"
    #expect(try plug(root + port).takesDisk(on: .virtio))
    #expect(try !plug(root + port + card).takesDisk(on: .virtio))
    #expect(try !plug(root + port + card).takesDisk(on: .scsi))
    #expect(try plug(root + port + card + "<controller type='scsi' model='virtio-scsi'/>").takesDisk(on: .scsi))
    #expect(try plug("<controller type='pci' index='0' model='pci-root'/>").takesDisk(on: .virtio))
    #expect(try plug("<controller type='usb' model='qemu-xhci'/>").takesDisk(on: .usb))
    #expect(try !plug("<controller type='usb' model='none'/>").takesDisk(on: .usb))
    #expect(try !plug(root + port).takesDisk(on: .sata))
  }
}
