import FoundationEssentials
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

@Suite struct ClonePlannerTests {
  private func facts(_ change: (inout CloneFacts) -> Void = { _ in }) throws -> CloneFacts {
    let definition = try Element(
      parsing: """
        <domain type="kvm"><name>old</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
        <os firmware="efi"><type>hvm</type></os><devices>
          <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/images/old.qcow2"/>
            <target dev="vda"/></disk>
          <disk type="file" device="disk"><driver name="qemu" type="raw"/><source file="/images/data.img"/>
            <target dev="vdb"/></disk>
          <disk type="file" device="disk"><driver name="qemu" type="raw"/><source file="/images/shared.img"/>
            <target dev="vdc"/><shareable/></disk>
          <tpm model="tpm-crb"><backend type="emulator"/></tpm>
        </devices></domain>
        """)
    let disks = DomainDescription(domain: definition).disks
    func volume(_ path: String, _ format: String) -> CloneFacts.Volume {
      CloneFacts.Volume(
        path: path, isInPool: true, format: format, capacity: 64 << 30, allocation: 10 << 30, hasBacking: false,
        isEncrypted: false, isReadable: true)
    }
    var facts = CloneFacts(
      definition: definition, state: .shutOff, isSaved: false, snapshots: [],
      disks: [
        .init(disk: disks[0], volume: volume("/images/old.qcow2", "qcow2")),
        .init(disk: disks[1], volume: volume("/images/data.img", "raw")), .init(disk: disks[2], volume: nil),
      ], variables: "/nvram/old_VARS.fd",
      target: CreationFacts(pool: .init(name: "default", path: "/images", available: 100 << 30)))
    change(&facts)
    return facts
  }

  private func plan(_ facts: CloneFacts, linked: Bool = false) throws(NeuronError) -> CreationPlan {
    var request = CloneRequest(name: "new")
    request.isLinked = linked
    let input = CreationInput(CreationRequest(name: "new", template: ""), isSession: false)
    var generator = SystemRandomNumberGenerator()
    return try ClonePlanner(oldName: "old", request: request, input: input, facts: facts).plan(using: &generator)
  }

  private func problems(_ facts: CloneFacts) -> [String] {
    do {
      _ = try plan(facts)
      return []
    } catch {
      guard case .refused(let problems) = error else { return ["\(error)"] }
      return problems.map(\.code)
    }
  }

  @Test func `each disk of its own is copied, and the machine is defined last`() throws {
    let plan = try plan(try facts())
    #expect(plan.steps.map(\.code) == ["copyDisk", "copyDisk", "copyFirmware", "define"])
    #expect(plan.xml.contains("-vda.qcow2") && plan.xml.contains("-vdb.img") && plan.xml.contains("/images/shared.img"))
    let warnings = plan.warnings.joined(separator: "\n")
    #expect(warnings.contains("BitLocker") && warnings.contains("/images/shared.img"))
  }

  @Test func `who copies depends on whose folder it is, and on what the file holds`() throws {
    func ways(_ change: (inout CloneFacts) -> Void) throws -> [DiskCopy.Way] {
      try plan(try facts(change)).steps.compactMap { if case .copyDisk(let copy) = $0 { copy.way } else { nil } }
    }
    #expect(try ways { _ in } == [.libvirt, .libvirt])
    #expect(try ways { $0.isFolderOurs = true } == [.file, .file])
    #expect(
      try ways {
        $0.isFolderOurs = true
        $0.disks[0].volume?.hasBacking = true
        $0.disks[1].volume?.isReadable = false
      } == [.convert, .libvirt])
    #expect(
      try ways {
        $0.isFolderOurs = true
        $0.snapshots = ["before"]
      } == [.convert, .convert])
  }

  @Test func `a linked copy says what must not be done`() throws {
    let plan = try plan(try facts(), linked: true)
    #expect(plan.isLinked && plan.steps.map(\.code) == ["linkDisk", "linkDisk", "copyFirmware", "define"])
    #expect(plan.warnings.contains { $0.contains("must not be started") })
  }

  @Test func `everything that stands in the way is told at once`() throws {
    let all = problems(
      try facts { facts in
        facts.state = .running
        facts.disks[0].volume?.format = "raw"
        facts.disks[1].volume = nil
        facts.target.nameIsTaken = true
        facts.target.pool.isFolder = false
      })
    #expect(Set(all) == ["machine.active", "disk.damaged", "disk.unreachable", "name.taken", "pool.kind"])
    // Only a raw disk's content is the guest's to write.
    #expect(problems(try facts { $0.disks[1].volume?.format = "qcow2" }) == ["disk.format"])
    #expect(problems(try facts { $0.disks[0].fault = .gone }) == ["disk.gone"])
    #expect(problems(try facts { $0.isSaved = true }) == ["machine.saved"])
    #expect(problems(try facts { $0.disks[0].volume?.isEncrypted = true }) == ["disk.encrypted"])
  }

  @Test func `a pool without room is refused in numbers`() throws {
    let facts = try facts { $0.target.pool.available = 5 << 30 }
    do {
      _ = try plan(facts)
      Issue.record("it was planned")
    } catch {
      #expect(error.message.contains("20481 MiB") && error.message.contains("5 GiB"), "\(error.message)")
    }
  }

  @Test func `a new disk's name is nobody else's`() {
    let id = UUID()
    let name = CopyName.volume("web", id, part: nil, format: "qcow2")
    #expect(name == "web-\(id.uuidString.lowercased().prefix(8)).qcow2")
    #expect(CopyName.volume("web", id, part: "vdb", format: "raw").hasSuffix("-vdb.img"))
  }

  @Test func `a manifest is bounded, and a later version is named`() throws {
    let good = ExportManifest(machine: "a", uuid: UUID(), created: .now, members: [], leftOut: [])
    #expect(try ExportManifest(parsing: good.encoded(), path: "f").machine == "a")
    for text in ["", "{}", "[]", #"{"format":"other"}"#] {
      #expect(throws: NeuronError.self) { try ExportManifest(parsing: Array(text.utf8), path: "f") }
    }
    var later = good
    later.version = 2
    #expect(throws: NeuronError.self) { try ExportManifest(parsing: later.encoded(), path: "f") }
    // They are read into memory, and no firmware has more than 64 MiB of them.
    for (size, isFine) in [(1, true), (64 << 20, true), (0, false), (64 << 20 + 1, false)] as [(UInt64, Bool)] {
      let sum = String(repeating: "0", count: 64)
      let part = #"{"name":"v.fd","kind":"firmwareVariables","sizeBytes":\#(size),"sha256":"\#(sum)"}"#
      let text =
        #"{"format":"neuron-vm export","version":1,"machine":"a","uuid":"\#(UUID())","created":"2026-01-01T00:00:00Z","#
        + #""members":[\#(part)],"leftOut":[]}"#
      let bytes = Array(text.utf8)
      #expect(((try? ExportManifest(parsing: bytes, path: "f")) != nil) == isFine)
    }
  }

  @Test func `a text becomes a name that a machine may have`() {
    for (text, name) in [
      ("Web server", "Web server"), ("../x", "x"), ("a/b", "a-b"), ("", "machine"), ("-", "machine"),
    ] {
      #expect(MachineName.like(text) == name)
    }
  }

  @Test func `an image is described to QEMU without anything left to find out`() {
    let image = ImageSource(
      path: "/x/nbd:y.ova", offset: 512, size: 100, format: .vmdk, capacity: 1, content: 1, title: "t")
    #expect(
      BlockNode(image).description
        == #"json:{"backing":null,"driver":"vmdk","file":{"driver":"raw","file":{"driver":"file","filename":"/x/nbd:y.ova"},"offset":512,"size":512}}"#
    )
  }
}
