import FoundationEssentials
import MachineModel
import Testing

@testable import NeuronVM

@Suite struct SnapshotPlanTests {
  private typealias Some = SnapshotMachines

  private let noon = Date(timeIntervalSince1970: 1_795_435_200)

  private func place(_ target: String, free: UInt64?, at place: String = "a") -> SnapshotSpace.DiskPlace {
    SnapshotSpace.DiskPlace(
      target: target, capacity: 64 << 30, allocation: 20 << 30, place: place, name: "/d", free: free)
  }

  private func plan(
    _ request: SnapshotRequest, _ facts: SnapshotFacts, free: UInt64? = 1 << 40
  ) throws(NeuronError) -> SnapshotCreationPlan {
    try SnapshotCreationPlan(request, facts, places: [place("vda", free: free)], at: noon)
  }

  private func refusal<Value>(_ body: () throws -> Value) -> [String]? {
    Some.codes(#expect(throws: NeuronError.self) { try body() })
  }

  // MARK: - Making

  @Test func `a snapshot without a name is named by the time, and never as another`() throws {
    let first = try plan(SnapshotRequest(), Some.facts())
    #expect(first.name.description == "2026-11-23T12:00:00Z")
    let second = try plan(SnapshotRequest(), Some.facts(nil, [Some.snapshot("2026-11-23T12:00:00Z")]))
    #expect(second.name.description == "2026-11-23T12:00:00Z-2")
  }

  @Test func `everything that is wrong is told at once`() throws {
    let machine = try Some.subject(disks: [Some.disk("vda", "raw", "/d/a.img")])
    var request = SnapshotRequest(name: "a/b", text: "x\u{1B}[31m")
    #expect(
      refusal { try plan(request, Some.facts(machine)) } == [
        "snapshot.format", "snapshot.name", "snapshot.description",
      ])
    request = SnapshotRequest(name: "one")
    #expect(refusal { try plan(request, Some.facts(nil, [Some.snapshot("one")])) } == ["snapshot.taken"])
    request.quiesces = true
    #expect(refusal { try plan(request, Some.facts(host: Some.libvirt910)) } == ["snapshot.quiesce"])
    #expect(
      refusal { try plan(request, Some.facts(state: .running, host: Some.libvirt910)) } == ["snapshot.agent"])
  }

  @Test func `the document says of everything how it is kept`() throws {
    let cd = Some.disk("sda", "raw", "/d/cd.iso").replacing("device='disk'", with: "device='cdrom'")
    let machine = try Some.subject(disks: [Some.qcow2("vda", "/d.x/web.old.qcow2"), cd])
    let off = try plan(SnapshotRequest(name: "one", text: "a < b"), Some.facts(machine))
    #expect(off.kind == .disks && !off.standsStill)
    #expect(off.xml.contains("<description>a &lt; b</description>"))
    #expect(
      off.xml.contains(#"<memory snapshot="no"/>"#) && off.xml.contains(#"<disk name="vda" snapshot="internal"/>"#))
    #expect(off.xml.contains(#"<disk name="sda" snapshot="no"/>"#))
    let on = try plan(SnapshotRequest(name: "one"), Some.facts(machine, state: .running))
    #expect(on.kind == .full && on.standsStill && on.xml.contains(#"<memory snapshot="internal"/>"#))
    let uefi = try Some.subject(os: Some.uefi, disks: [Some.qcow2("vda", "/d.x/web.old.qcow2")])
    let layers = try plan(SnapshotRequest(name: "1:2"), Some.facts(uefi, state: .running, host: Some.libvirt910))
    #expect(layers.kind == .fullLayers)
    #expect(layers.xml.contains(#"file="/d.x/web.old.1-2.qcow2""#), "\(layers.xml)")
    #expect(layers.xml.contains(#"<memory snapshot="external" file="/d.x/web.old.1-2.memory"/>"#), "\(layers.xml)")
  }

  @Test func `no two disks get one layer, whatever their files are called`() throws {
    for (first, second) in [("vm.qcow2", "vm.img"), ("disk.0", "disk.1")] {
      let disks = [Some.qcow2("vda", "/d/" + first), Some.qcow2("vdb", "/d/" + second)]
      let machine = try Some.subject(os: Some.uefi, disks: disks)
      let plan = try plan(SnapshotRequest(name: "one"), Some.facts(machine, state: .running, host: Some.libvirt910))
      let stem = first.prefix { $0 != "." }
      #expect(plan.kind == .fullLayers)
      for target in ["vda", "vdb"] {
        #expect(plan.xml.contains("file=\"/d/\(stem).\(target).one.qcow2\""), "\(plan.xml)")
      }
    }
  }

  @Test func `what is not in it is told, and what follows from that`() throws {
    let tpm = "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>"
    let machine = try Some.subject(os: Some.uefi, devices: tpm)
    let off = try plan(SnapshotRequest(), Some.facts(machine))
    #expect(off.contents.lacks == [.firmwareVariables, .tpm])
    #expect(off.warnings.contains { $0.contains("BitLocker") })
    let on = try plan(SnapshotRequest(), Some.facts(machine, state: .running, host: Some.libvirt910))
    #expect(on.contents.lacks == [.firmwareVariables] && on.contents.holds.contains(.tpm))
    let plain = try plan(SnapshotRequest(), Some.facts())
    #expect(plain.contents.lacks.isEmpty && plain.warnings.isEmpty)
  }

  @Test func `too little space is refused in numbers, the memory included`() throws {
    let enough: UInt64 = 1 << 30
    let off = try plan(SnapshotRequest(), Some.facts(), free: enough)
    #expect(off.warnings.contains { $0.contains("20 GiB") && $0.contains("1 GiB are free") })
    let error = #expect(throws: NeuronError.self) {
      try plan(SnapshotRequest(), Some.facts(state: .running), free: enough)
    }
    #expect(Some.codes(error) == ["snapshot.space"])
    #expect(error?.message == "The snapshot needs up to 8.1 GiB in /d, and 1 GiB are free.")
    #expect(error?.remedy?.contains("neuron-vm stop web") == true)
    let unknown = try plan(SnapshotRequest(), Some.facts(state: .running), free: nil)
    #expect(unknown.warnings.contains { $0.contains("cannot be told") })
  }

  @Test func `disks of one file system share its space, and sizes of others' documents add up without a crash`() {
    let one = SnapshotSpace([place("vda", free: 1), place("vdb", free: 1)], memory: nil, hasLayers: false)
    #expect(one.places.count == 1 && one.places[0].growth == .gibibytes(40))
    let two = SnapshotSpace(
      [place("vda", free: 1), place("vdb", free: 1, at: "b")], memory: .gibibytes(2), hasLayers: false)
    #expect(two.places.map { $0.needed >= .gibibytes(2) } == [true, false])
    let huge = SnapshotSpace.DiskPlace(
      target: "vda", capacity: .max, allocation: .max, place: "a", name: "/d", free: .max)
    let sum = SnapshotSpace([huge, huge], memory: ByteCount(bytes: .max), hasLayers: false)
    #expect(sum.places[0].needed == ByteCount(bytes: .max))
  }

  // MARK: - Going back

  @Test func `what is lost is named`() throws {
    let then = try Some.snapshot("one", disks: [Some.qcow2("vda"), Some.qcow2("vdc")])
    var facts = try Some.facts(
      try Some.subject(disks: [Some.qcow2("vda"), Some.qcow2("vdb")]), [then], state: .running)
    let plan = try SnapshotRevertPlan(then, facts, others: [:])
    #expect(
      plan.effects == [
        .disks(["vda"]), .runningMemory, .diskLeaves(target: "vdb", path: "/d/vdb.qcow2"),
        .diskReturns(target: "vdc", path: "/d/vdc.qcow2"),
      ])
    #expect(plan.stateAfter == .shutOff)
    facts = try Some.facts(nil, [then], isSaved: true)
    #expect(try SnapshotRevertPlan(then, facts, others: [:]).effects.contains(.savedMemory))
    let smaller = SnapshotSubject(
      domain: try Some.domain(os: "<type>hvm</type>", disks: [Some.qcow2("vda")]))
    var grown = smaller
    grown.machine.memory = .gibibytes(16)
    let plain = try Some.snapshot("two")
    let settings = try SnapshotRevertPlan(plain, Some.facts(grown, [plain]), others: [:]).effects
    #expect(settings == [.disks(["vda"]), .settings(["memory 8 GiB instead of 16 GiB"])])
  }

  @Test func `a snapshot in files of its own waits for a newer libvirt`() throws {
    let one = try Some.snapshot("one", layer: "/d/vda.one")
    #expect(refusal { try SnapshotRevertPlan(one, Some.facts(nil, [one]), others: [:]) } == ["snapshot.layers"])
    let plan = try SnapshotRevertPlan(one, Some.facts(nil, [one], host: Some.libvirt910), others: [:])
    #expect(plan.stateAfter == .shutOff)
  }

  @Test func `nothing is destroyed that stands on the disk: newer layers, and other machines`() throws {
    let one = try Some.snapshot("one")
    let two = try Some.snapshot("two", after: "one", layer: "/d/vda.two")
    #expect(refusal { try SnapshotRevertPlan(one, Some.facts(nil, [one, two]), others: [:]) } == ["snapshot.covered"])
    // A layer that a backup tool made without telling libvirt.
    var machine = try Some.subject(disks: [Some.qcow2("vda", "/d/top.qcow2")])
    machine.machine.disks[0].backing = [.file("/d/vda.qcow2")]
    #expect(refusal { try SnapshotRevertPlan(one, Some.facts(machine, [one]), others: [:]) } == ["snapshot.covered"])
    #expect(
      refusal { try SnapshotRevertPlan(one, Some.facts(nil, [one]), others: ["/d/vda.qcow2": "clone"]) }
        == ["snapshot.shared"])
  }

  @Test func `a document that says nothing is not gone back to`() throws {
    var one = try Some.snapshot("one")
    one.machine = nil
    #expect(refusal { try SnapshotRevertPlan(one, Some.facts(nil, [one]), others: [:]) } == ["snapshot.unknown"])
    var manual = try Some.snapshot("two")
    manual.disks[0].storage = .other
    #expect(refusal { try SnapshotRevertPlan(manual, Some.facts(nil, [manual]), others: [:]) } == ["snapshot.foreign"])
  }

  @Test func `a name that QEMU takes for a number is not gone back to`() throws {
    let first = try Some.snapshot("first")
    let number = try Some.snapshot("1", after: "first")
    #expect(
      refusal { try SnapshotRevertPlan(number, Some.facts(nil, [first, number]), others: [:]) } == ["snapshot.number"])
    #expect(
      SnapshotDeletionPlan.problems(with: number, try Some.facts(nil, [first, number]), withChildren: false).isEmpty)
  }

  // MARK: - Removing

  @Test func `what goes and what moves is named`() throws {
    let all = [
      try Some.snapshot("one"), try Some.snapshot("two", after: "one"), try Some.snapshot("three", after: "two"),
    ]
    let alone = try SnapshotDeletionPlan(all[0], Some.facts(nil, all), withChildren: false)
    #expect(alone.removes == ["one"] && alone.moves == ["two"] && !alone.merges)
    let deep = try SnapshotDeletionPlan(all[0], Some.facts(nil, all), withChildren: true)
    #expect(deep.removes == ["one", "two", "three"] && deep.moves.isEmpty)
  }

  @Test func `layers are merged where libvirt does it right, the newest first`() throws {
    let inside = try Some.snapshot("inside")
    let mixed = try Some.snapshot("mixed", after: "inside", layer: "/d/mixed")
    let first = try Some.snapshot("first", layer: "/d/first")
    let second = try Some.snapshot("second", after: "first", layer: "/d/second")
    let held = try Some.snapshot("held", after: "first")
    func codes(_ one: SnapshotDescription, _ all: [SnapshotDescription], _ host: SnapshotHost = Some.libvirt9) throws
      -> [String]
    { SnapshotDeletionPlan.problems(with: one, try Some.facts(nil, all, host: host), withChildren: false).map(\.code) }
    #expect(try codes(first, [first]) == [])
    #expect(try SnapshotDeletionPlan(first, Some.facts(nil, [first]), withChildren: false).merges)
    #expect(try codes(mixed, [inside, mixed]) == ["snapshot.mixed"])
    #expect(try codes(inside, [inside, mixed]) == ["snapshot.covered"])
    #expect(try codes(first, [first, second]) == ["snapshot.notNewest"])
    #expect(try codes(first, [first, second], Some.libvirt910) == [])
    // What is inside of the files that are merged away would go with them, without a word from libvirt 9.0.
    #expect(try codes(first, [first, held]) == ["snapshot.covered"])
    #expect(try codes(first, [first, held], Some.libvirt910) == ["snapshot.covered"])
    let together = SnapshotDeletionPlan.problems(with: first, try Some.facts(nil, [first, second]), withChildren: true)
    #expect(together.map(\.code) == ["snapshot.oneByOne"])
  }
}
