import MachineModel
import Testing
import XML

@Suite struct SnapshotDescriptionTests {
  private func snapshot(_ xml: String) throws -> SnapshotDescription {
    SnapshotDescription(element: try Element(parsing: xml))
  }

  @Test func `of a running machine, as libvirt 9.0 writes it`() throws {
    let snapshot = try snapshot(
      """
      <domainsnapshot>
        <name>live</name><description>before the update</description><state>running</state>
        <parent><name>clean</name></parent><creationTime>1795445047</creationTime>
        <memory snapshot='internal'/>
        <disks><disk name='vda' snapshot='internal'/><disk name='sda' snapshot='no'/></disks>
        <domain type='qemu'><name>web</name><memory unit='KiB'>131072</memory><devices>
          <disk type='file' device='disk'><source file='/d/web.qcow2'/><target dev='vda'/></disk></devices></domain>
      </domainsnapshot>
      """)
    #expect(snapshot.name == "live" && snapshot.text == "before the update" && snapshot.parent == "clean")
    #expect(snapshot.state == .running && snapshot.creationTime == 1_795_445_047)
    #expect(snapshot.kind == .full && snapshot.holdsMemory && snapshot.storage == .internal)
    #expect(snapshot.heldDisks.map(\.target) == ["vda"])
    #expect(snapshot.machine?.disks.first?.path == "/d/web.qcow2")
  }

  @Test func `in files of its own`() throws {
    let snapshot = try snapshot(
      """
      <domainsnapshot><name>ext</name><state>disk-snapshot</state><memory snapshot='no'/>
        <disks><disk name='vda' snapshot='external' type='file'><driver type='qcow2'/><source file='/d/u.ext'/></disk>
        </disks></domainsnapshot>
      """)
    #expect(snapshot.kind == .layers && snapshot.state == .disksOnly && snapshot.disks.first?.layer == "/d/u.ext")
    let full = try self.snapshot(
      "<domainsnapshot><memory snapshot='external' file='/d/m'/><disks><disk name='vda' snapshot='external'/></disks></domainsnapshot>"
    )
    #expect(full.kind == .fullLayers && full.memoryFile == "/d/m")
  }

  @Test func `goes back to the definition, where libvirt wrote that beside what ran`() throws {
    let snapshot = try snapshot(
      """
      <domainsnapshot><domain><name>web</name><vcpu>1</vcpu></domain>
        <inactiveDomain><name>web</name><vcpu>2</vcpu></inactiveDomain></domainsnapshot>
      """)
    #expect(snapshot.machine?.processors == 2)
  }

  @Test(arguments: [
    "<domainsnapshot/>", "<x/>",
    "<domainsnapshot><creationTime>soon</creationTime><state>dreaming</state></domainsnapshot>",
    "<domainsnapshot><creationTime>-5</creationTime><parent/><disks><disk/></disks></domainsnapshot>",
    "<domainsnapshot><creationTime>99999999999999999</creationTime></domainsnapshot>",
  ])
  func `that says nothing sensible is unknown, and nothing is made up`(xml: String) throws {
    let snapshot = try snapshot(xml)
    #expect(snapshot.kind == nil && snapshot.state == .unknown && snapshot.creationTime == nil)
    #expect(snapshot.disks.isEmpty && snapshot.parent == nil && snapshot.machine == nil)
  }

  @Test func `kept in a way that only another tool knows`() throws {
    let snapshot = try snapshot("<domainsnapshot><disks><disk name='vda' snapshot='manual'/></disks></domainsnapshot>")
    #expect(snapshot.storage == .other && snapshot.kind == nil)
  }
}
