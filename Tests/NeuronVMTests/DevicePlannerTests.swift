import Libvirt
import MachineModel
import Testing
import XML

@testable import NeuronVM

/// What is decided about drives, disks and folders, from values alone.
@Suite struct DevicePlannerTests {
  private static let port = "<controller type='pci' index='9' model='pcie-root-port'/>"

  private static func domain(_ devices: String, before: String = "", machine: String = "pc-q35-7.2") throws -> Element {
    try Element(
      parsing: """
        <domain type='kvm'><name>win11</name><memory>1</memory>\(before)
        <os><type arch='x86_64' machine='\(machine)'>hvm</type></os><devices>\(devices)</devices></domain>
        """)
  }

  private static func drive(_ target: String, _ iso: String? = nil, bus: String = "sata") -> String {
    let source = iso.map { "<source file='\($0)'/>" } ?? ""
    return "<disk type='file' device='cdrom'>\(source)<target dev='\(target)' bus='\(bus)'/><readonly/></disk>"
  }

  private static func disk(_ target: String, _ path: String, bus: String = "virtio") -> String {
    "<disk type='file' device='disk'><source file='\(path)'/><target dev='\(target)' bus='\(bus)'/><alias name='d'/></disk>"
  }

  private func forms(_ devices: String, running: String? = nil, before: String = "") throws -> DeviceForms {
    DeviceForms(
      name: "win11", definition: try Self.domain(devices, before: before),
      running: try running.map { try Self.domain($0, before: before) })
  }

  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let error as NeuronError {
      guard case .refused(let problems) = error else { return ["\(error)"] }
      return problems.map(\.code)
    } catch {
      return ["\(error)"]
    }
  }

  // MARK: - Media

  private func medium(
    _ forms: DeviceForms, _ iso: String?, drive: String? = nil
  ) throws(NeuronError) -> MediumPlan {
    try MediumPlanner(forms: forms, drive: drive, medium: iso.map { .file($0) }).plan()
  }

  @Test func `a medium goes into both forms of a running machine by one call`() throws {
    let plan = try medium(try forms(Self.drive("sda"), running: Self.drive("sda", "/old.iso")), "/a.iso")
    #expect(plan.drive == "sda" && plan.steps.count == 1)
    guard case .update(let element, let target)? = plan.steps.first else { return #expect(Bool(false)) }
    #expect(target == [.live, .config] && Disk(element: element).source == .file("/a.iso"))
  }

  @Test func `what is there already is left alone`() throws {
    let same = try forms(Self.drive("sda", "/a.iso"), running: Self.drive("sda", "/a.iso"))
    #expect(try medium(same, "/a.iso").steps.isEmpty)
    #expect(try medium(try forms(Self.drive("sda")), nil).steps.isEmpty)
  }

  @Test func `a drive that only one form has is changed there`() throws {
    let plan = try medium(try forms(Self.drive("sda"), running: ""), "/a.iso")
    guard case .update(_, .config)? = plan.steps.first, plan.steps.count == 1 else { return #expect(Bool(false)) }
  }

  @Test func `a machine without a drive gets one that its chipset has`() throws {
    let plan = try medium(try forms(Self.disk("sda", "/a.qcow2", bus: "sata")), "/a.iso")
    #expect(plan.addsDrive && plan.drive == "sdb")
    let old = DeviceForms(
      name: "xp", definition: try Self.domain(Self.disk("hda", "/a", bus: "ide"), machine: "pc-i440fx-7.2"),
      running: nil)
    #expect(try medium(old, "/a.iso").drive == "hdb")
    #expect(codes { _ = try medium(try forms(""), nil) } == ["drive.none"])
  }

  @Test func `of several drives one has to be named`() throws {
    let two = try forms(Self.drive("sda") + Self.drive("sdb", "/virtio-win.iso"))
    do {
      _ = try medium(two, "/a.iso")
      #expect(Bool(false))
    } catch {
      #expect(error.message.contains("sda (empty), sdb (/virtio-win.iso)") && error.remedy?.contains("--drive") == true)
    }
    #expect(try medium(two, "/a.iso", drive: "sdb").drive == "sdb")
    #expect(codes { _ = try medium(two, "/a.iso", drive: "sdx") } == ["drive.missing"])
    // Only one can be meant.
    #expect(try medium(two, nil).drive == "sdb")
    #expect(codes { _ = try medium(two, "/a.iso", drive: "vda") } == ["drive.missing"])
  }

  @Test func `where there is no drive, a medium brings one and nothing can be taken out`() throws {
    let bare = try forms("")
    for (iso, words) in [(nil, "It has none."), ("/a.iso", "Leave --drive out")] as [(String?, String)] {
      #expect { try medium(bare, iso, drive: "sdz") } throws: { ($0 as? NeuronError)?.remedy?.contains(words) == true }
      #expect { try medium(bare, iso, drive: "sdz") } throws: { ($0 as? NeuronError)?.exitCode == 3 }
    }
  }

  // MARK: - Disks

  private let pool = CreationFacts.Pool(name: "default", path: "/images", available: 10 << 30)

  private func addition(
    _ forms: DeviceForms, _ request: DiskAdditionRequest, _ change: (inout DiskAdditionFacts) -> Void = { _ in }
  ) throws(NeuronError) -> DiskAdditionPlan {
    var facts = DiskAdditionFacts(buses: ["virtio", "sata", "scsi", "usb"], pool: pool)
    change(&facts)
    return try DiskAdditionPlanner(forms: forms, input: DiskAdditionInput(request), facts: facts).plan()
  }

  private func new(_ size: String = "5G", bus: String? = nil, format: String? = nil) -> DiskAdditionRequest {
    var request = DiskAdditionRequest()
    request.size = size
    request.bus = bus
    request.format = format
    return request
  }

  @Test func `a new disk stands on the bus of the first and beside its names`() throws {
    let plan = try addition(try forms(Self.disk("sda", "/images/a", bus: "sata") + Self.drive("sdb")), new())
    #expect(plan.target == "sdc" && plan.source == "/images/win11-sdc.qcow2" && plan.forms == .config)
    #expect(plan.volume?.size == .gibibytes(5) && plan.volume?.startsPool == false)
    let taken = try addition(try forms(Self.disk("vda", "/images/a")), new(format: "raw")) {
      $0.pool?.volumes = ["win11-vdb.img"]
      $0.pool?.isActive = false
    }
    #expect(taken.source == "/images/win11-vdb-2.img" && taken.volume?.startsPool == true)
    #expect(Disk(element: taken.element).format == "raw")
  }

  @Test func `a disk comes at once where the running machine has a place for it`() throws {
    let running = Self.disk("vda", "/images/a") + "<controller type='usb' model='qemu-xhci'/>"
    let free = try forms(running, running: running + Self.port)
    #expect(try addition(free, new()).forms == [.live, .config])
    let full = try forms(running, running: running)
    let later = try addition(full, new())
    #expect(later.forms == .config && later.notes.contains { $0.contains("--bus usb") })
    #expect(try addition(full, new(bus: "usb")).forms == [.live, .config])
    #expect(try addition(free, new(bus: "sata")).forms == .config)
  }

  @Test func `all that is wrong with a wish for a disk is told at once`() throws {
    let forms = try forms("")
    var both = new("tiny", bus: "floppy", format: "vmdk")
    both.path = "/a.qcow2"
    #expect(codes { _ = try addition(forms, both) } == ["disk", "bus", "format", "size"])
    #expect(codes { _ = try addition(forms, DiskAdditionRequest()) } == ["disk"])
    #expect(codes { _ = try addition(forms, new("1000B")) } == ["size"])
    #expect(codes { _ = try addition(forms, new()) { $0.buses = ["sata"] } } == ["bus"])
    #expect(codes { _ = try addition(forms, new()) { $0.pool?.isFolder = false } } == ["pool.kind"])
    let large = try addition(forms, new("20G"))
    #expect(large.warnings.contains { $0.contains("10 GiB free") })
  }

  @Test func `an image is taken in the format that it has, and no other`() throws {
    var request = DiskAdditionRequest()
    request.path = "/srv/a.qcow2"
    func volume(_ format: String, _ backing: String = "") throws -> DiskImage {
      let xml = "<volume><target><format type='\(format)'/></target>\(backing)</volume>"
      return DiskImage(path: "/srv/a.qcow2", volume: try Element(parsing: xml))
    }
    let forms = try forms("")
    let plan = try addition(forms, request) { $0.image = try? volume("qcow2") }
    #expect(Disk(element: plan.element).format == "qcow2" && plan.volume == nil && plan.warnings.isEmpty)
    #expect(codes { _ = try addition(forms, request) { $0.image = try? volume("luks") } } == ["format"])
    let overlay = try addition(forms, request) {
      $0.image = try? volume("qcow2", "<backingStore><path>/srv/base</path></backingStore>")
    }
    #expect(overlay.warnings.contains { $0.contains("/srv/base") })
    #expect(try addition(forms, request) { $0.image = try? volume("iso") }.warnings.contains { $0.contains("cdrom") })
  }

  @Test func `a disk is taken out of what runs only where its bus lets it go`() throws {
    let both = try forms(Self.disk("vdb", "/b"), running: Self.disk("vdb", "/b"))
    let plan = try DiskRemovalPlanner(forms: both, target: "vdb", isDeletionWanted: false).plan()
    #expect(plan.alias == "d" && plan.definition != nil && !plan.waitsForStop && plan.source == "/b")
    let sata = try forms(Self.disk("sdb", "/b", bus: "sata"), running: Self.disk("sdb", "/b", bus: "sata"))
    let later = try DiskRemovalPlanner(forms: sata, target: "sdb", isDeletionWanted: false).plan()
    #expect(later.waitsForStop && later.running == nil)
    #expect(
      codes { _ = try DiskRemovalPlanner(forms: sata, target: "sdb", isDeletionWanted: true).plan() } == ["disk.busy"])
    let gone = try forms("", running: Self.disk("sdb", "/b", bus: "sata"))
    #expect(
      codes { _ = try DiskRemovalPlanner(forms: gone, target: "sdb", isDeletionWanted: false).plan() } == ["disk.waits"]
    )
    #expect(
      codes { _ = try DiskRemovalPlanner(forms: both, target: "vdz", isDeletionWanted: false).plan() } == [
        "disk.missing"
      ])
    var used = DiskRemovalPlanner(forms: both, target: "vdb", isDeletionWanted: true)
    used.reasonToKeep = "another uses it"
    #expect(codes { _ = try used.plan() } == ["disk.kept"])
  }

  @Test func `a disk only grows, and not under another machine`() throws {
    let disk = Disk(device: "disk", target: "vda", bus: .virtio, format: "qcow2", source: .file("/a"))
    var growth = DiskGrowth(machine: "a", disk: disk, capacity: .gibibytes(20), wanted: .gibibytes(30))
    #expect(growth.problems.isEmpty && growth.warnings.isEmpty)
    growth.snapshots = ["s1"]
    #expect(growth.warnings.contains { $0.contains("s1") })
    growth.dependent = "clone"
    #expect(growth.problems.map(\.code) == ["disk.base"])
    let smaller = DiskGrowth(machine: "a", disk: disk, capacity: .gibibytes(20), wanted: ByteCount(bytes: 1000))
    #expect(smaller.problems.map(\.code) == ["disk.smaller", "size"])
    let drive = Disk(device: "cdrom", target: "sda", bus: .sata, format: "raw", source: .file("/a"), isReadOnly: true)
    #expect(
      DiskGrowth(machine: "a", disk: drive, capacity: .gibibytes(1), wanted: .gibibytes(2)).problems.map(\.code)
        == ["disk.medium"])
  }

  // MARK: - Folders

  private static let sharedMemory = "<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking>"
  private static let folder =
    "<filesystem type='mount'><driver type='virtiofs'/><source dir='/srv/docs'/><target dir='docs'/></filesystem>"

  private func share(
    _ forms: DeviceForms, _ path: String = "/srv/docs", tag: String? = nil, isReadOnly: Bool = false,
    _ change: (inout ShareFacts) -> Void = { _ in }
  ) throws(NeuronError) -> SharePlan {
    var capabilities = HostCapabilities.unknown
    capabilities.isKnown = true
    capabilities.filesystemDrivers = ["virtiofs"]
    capabilities.memorySources = ["memfd"]
    var facts = ShareFacts(path: path, capabilities: capabilities, support: .full, canHotPlug: true)
    change(&facts)
    return try SharePlanner(forms: forms, facts: facts, tag: tag, isReadOnly: isReadOnly).plan()
  }

  @Test func `memory is shared together with the folder, by one definition`() throws {
    let plan = try share(try forms(Self.disk("vda", "/a"), running: ""))
    guard case .define(let domain) = plan.step else { return #expect(Bool(false)) }
    #expect(plan.sharesMemory && MemorySharing(of: domain) == .shared)
    let read = DomainDescription(domain: domain)
    #expect(read.sharedFolders.map(\.tag) == ["docs"] && read.disks.count == 1)
  }

  @Test func `a machine whose memory is shared gets the folder at once, with a free place`() throws {
    let free = try forms("", running: Self.port, before: Self.sharedMemory)
    #expect(try share(free).step == .attach([.live, .config]))
    #expect(try share(try forms("", running: "", before: Self.sharedMemory)).step == .attach(.config))
    #expect(try share(free) { $0.canHotPlug = false }.step == .attach(.config))
    // It was started before its memory was shared.
    let late = DeviceForms(
      name: "a", definition: try Self.domain("", before: Self.sharedMemory), running: try Self.domain(Self.port))
    #expect(try share(late).step == .attach(.config))
  }

  @Test func `a folder and a name stand for one share each`() throws {
    let shared = try forms(Self.folder)
    #expect(try share(shared).step == .nothing)
    #expect(codes { _ = try share(shared, isReadOnly: true) } == ["folder.shared"])
    #expect(codes { _ = try share(shared, tag: "other") } == ["folder.shared"])
    #expect(codes { _ = try share(shared, "/srv/more", tag: "docs") } == ["tag.taken"])
    #expect(codes { _ = try share(try forms(""), tag: "my docs") } == ["tag"])
  }

  @Test func `what the host cannot do is told in words, all at once`() throws {
    let machine = try forms("")
    #expect(codes { _ = try share(machine, isReadOnly: true) { $0.support = .notReadOnly } } == ["share.readOnly"])
    #expect(
      codes {
        _ = try share(machine, tag: "-") {
          $0.support = .none
          $0.isSession = true
        }
      } == ["tag", "share.session"])
    #expect(codes { _ = try share(machine) { $0.support = .none } } == ["share.unsupported"])
    #expect(codes { _ = try share(machine) { $0.capabilities.filesystemDrivers = ["path"] } } == ["share.host"])
    #expect(codes { _ = try share(machine) { $0.capabilities.memorySources = [] } } == ["memory.memfd"])
    let cells = try forms("", before: "<cpu><numa><cell id='0' memory='1' memAccess='private'/></numa></cpu>")
    #expect(codes { _ = try share(cells) } == ["memory.private"])
  }

  @Test func `no guest gets the system or the home of another user`() {
    for path in [
      "/", "/etc", "/etc/ssh", "/usr/share", "/home", "/var/lib/libvirt/images", "/var", "/var/lib", "/boot",
    ] {
      #expect(FolderJudgement(path: path, owner: 0, user: 0).problem?.code == "folder.system", "\(path)")
    }
    for path in ["/srv/data", "/home/anna/Documents", "/etcetera", "/mnt/disk", "/var/lib/data"] {
      #expect(FolderJudgement(path: path, owner: 1000, user: 1000, homeOwner: 1000).problem == nil, "\(path)")
    }
    let foreign = FolderJudgement(path: "/home/bert/x", owner: 1001, user: 1000, homeOwner: 1001)
    #expect(foreign.problem?.code == "folder.foreign")
    let byRoot = FolderJudgement(path: "/home/bert/x", owner: 1001, user: 0, homeOwner: 1001)
    #expect(byRoot.problem == nil && byRoot.warning != nil)
    #expect(FolderJudgement(path: "/home/anna", owner: 1000, user: 1000, homeOwner: 1000).warning != nil)
  }
}
