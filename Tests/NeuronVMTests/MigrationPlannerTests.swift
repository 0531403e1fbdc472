import FoundationEssentials
import Libvirt
import MachineModel
import Testing
import XML

@testable import NeuronVM

/// What is decided about a move, from values alone.
@Suite struct MigrationPlannerTests {
  /// A running machine with one disk in a storage pool that the target has too, and nothing in the way.
  private static func facts(_ devices: String = "", type: String = "kvm", state: MachineState = .running) throws
    -> MigrationFacts
  {
    let xml = """
      <domain type='\(type)'><name>mail</name><os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
      <devices><disk type='file' device='disk'><driver type='qcow2'/><source file='/images/mail.qcow2'/>
      <target dev='vda'/></disk>\(devices)</devices></domain>
      """
    var facts = MigrationFacts(
      name: "mail", id: UUID(), state: state, machine: MovedMachine(domain: try Element(parsing: xml)),
      source: "qemu:///system", target: "qemu+ssh://office/system")
    facts.disks = facts.machine.description.disks.map { disk in
      MigrationFacts.DiskFacts(
        disk: disk, place: disk.place ?? "", here: Self.file, there: .missing(pool: "images", available: 1 << 40))
    }
    return facts
  }

  private static let file = VolumeLook.Facts(
    name: "mail.qcow2", path: "/images/mail.qcow2", pool: "images", capacity: 1 << 30, allocation: 1 << 20,
    format: "qcow2", base: nil)

  private static let copying: MigrationRequest = {
    var request = MigrationRequest()
    request.copiesStorage = true
    return request
  }()

  private func codes(_ facts: MigrationFacts, _ request: MigrationRequest = copying) -> [String] {
    do {
      _ = try MigrationPlanner(request: request, facts: facts).plan()
      return []
    } catch {
      return error.problems?.map(\.code) ?? ["?"]
    }
  }

  @Test func `a running machine is moved with its disks in one step, and one that is off in two`() throws {
    let live = try MigrationPlanner(request: Self.copying, facts: Self.facts()).plan()
    #expect(live.steps.map(\.code) == ["createDisk", "moveRunning"])
    #expect(live.isLive && live.leftBehind == ["/images/mail.qcow2"] && !live.warnings.isEmpty)
    var off = try Self.facts(state: .shutOff)
    off.startsWithHost = true
    let plan = try MigrationPlanner(request: Self.copying, facts: off).plan()
    #expect(plan.steps.map(\.code) == ["createDisk", "copyDisk", "moveDefinition", "startWithHost"])
  }

  @Test func `disks that both computers reach are not copied`() throws {
    var facts = try Self.facts()
    facts.disks[0].there = .found(Self.file)
    let plan = try MigrationPlanner(request: MigrationRequest(), facts: facts).plan()
    #expect(plan.steps.map(\.code) == ["moveRunning"] && plan.leftBehind.isEmpty)
    #expect(codes(facts) == ["storage.taken"])
    var other = Self.file
    other.capacity = 2 << 30
    facts.disks[0].there = .found(other)
    #expect(codes(facts, MigrationRequest()) == ["storage.different"])
  }

  @Test func `all that stands in the way is told at once`() throws {
    var facts = try Self.facts(
      """
      <hostdev mode='subsystem' type='usb'/><filesystem type='mount'><target dir='docs'/></filesystem>
      <shmem name='looking-glass'/><tpm><backend type='passthrough'/></tpm>
      <disk type='file' device='cdrom'><source file='/home/me/w.iso'/><target dev='sda'/></disk>
      """)
    facts.snapshots = ["before"]
    facts.isSaved = true
    facts.nameIsTaken = true
    facts.isOffered = false
    facts.processor = .incompatible
    facts.missingNetworks = ["lan"]
    facts.stoppedNetworks = ["default"]
    facts.disks[1].there = .missing(pool: nil, available: 0)
    facts.disks[0].there = .missing(pool: "images", available: 1)
    #expect(
      codes(facts) == [
        "name.taken", "machine.saved", "machine.snapshots", "device.host", "device.sharedMemory", "device.sharedFolder",
        "device.tpm", "host.type", "host.processor", "network.missing", "network.stopped", "storage.medium",
        "storage.space",
      ])
  }

  @Test func `the same computer is said, and nothing else`() throws {
    var facts = try Self.facts("<hostdev mode='subsystem' type='usb'/>")
    facts.isSameHost = true
    facts.isThere = true
    #expect(codes(facts).first == "target.same")
    #expect(!codes(facts).contains("machine.there"))
  }

  @Test func `a TPM's keys go with a running machine only`() throws {
    let tpm = "<tpm><backend type='emulator' version='2.0'/></tpm>"
    #expect(codes(try Self.facts(tpm)).isEmpty)
    #expect(codes(try Self.facts(tpm, state: .shutOff)) == ["device.tpm"])
  }

  @Test func `only files that the target does not have are called unused`() throws {
    var facts = try Self.facts()
    facts.machine.description.nvramPath = "/nvram/mail_VARS.fd"
    #expect(try MigrationPlanner(request: Self.copying, facts: facts).plan().leftBehind == ["/images/mail.qcow2"])
    facts.variablesStay = true
    #expect(
      try MigrationPlanner(request: Self.copying, facts: facts).plan().leftBehind
        == ["/images/mail.qcow2", "/nvram/mail_VARS.fd"])
  }

  @Test func `what is asked has to fit the state`() throws {
    var live = Self.copying
    live.mode = .live
    var offline = Self.copying
    offline.mode = .offline
    #expect(codes(try Self.facts(state: .shutOff), live) == ["machine.off"])
    #expect(codes(try Self.facts(), offline) == ["machine.active"])
    #expect(codes(try Self.facts(state: .suspended)) == ["machine.state"])
    #expect(codes(try Self.facts(state: .paused), live).isEmpty)
  }

  @Test func `a disk that cannot be copied whole is not copied`() throws {
    var facts = try Self.facts(state: .shutOff)
    facts.disks[0].here?.base = "/images/base.qcow2"
    #expect(codes(facts) == ["storage.copy"])
    facts.state = .running
    #expect(codes(facts).isEmpty)
    facts.disks[0].here?.format = "vmdk"
    #expect(codes(facts) == ["storage.copy"])
    facts.disks[0].here = nil
    #expect(codes(facts) == ["storage.copy"])
    facts = try Self.facts()
    facts.disks[0].there = .missing(pool: nil, available: 0)
    #expect(codes(facts) == ["storage.pool"])
    #expect(codes(facts, MigrationRequest()) == ["storage.missing"])
  }

  @Test func `each problem that names a command quotes the machine's name`() throws {
    var facts = try Self.facts(state: .shutOff)
    facts.name = "a b"
    var request = Self.copying
    request.mode = .live
    #expect {
      try MigrationPlanner(request: request, facts: facts).plan()
    } throws: { error in
      (error as? NeuronError)?.remedy?.hasSuffix("neuron-vm start 'a b'") == true
    }
  }
}
