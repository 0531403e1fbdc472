import Libvirt
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct SnapshotAbilitiesTests {
  private typealias Some = SnapshotMachines

  private func possible(
    _ subject: SnapshotSubject, _ state: MachineState, _ host: SnapshotHost, isSaved: Bool = false
  ) -> Set<SnapshotKind> {
    let abilities = SnapshotAbilities(of: subject, state: state, isSaved: isSaved, on: host)
    return Set(SnapshotKind.allCases.filter { abilities.isPossible($0) })
  }

  private func codes(
    _ subject: SnapshotSubject, _ state: MachineState, _ kind: SnapshotKind, _ host: SnapshotHost = Some.libvirt9
  ) -> [String] {
    SnapshotAbilities(of: subject, state: state, isSaved: false, on: host).problems[kind]?.map(\.code) ?? []
  }

  @Test func `a BIOS machine with qcow2 disks can be kept off and on, everywhere`() throws {
    let machine = try Some.subject()
    #expect(possible(machine, .shutOff, Some.libvirt9) == [.disks])
    #expect(possible(machine, .running, Some.libvirt9) == [.full])
    #expect(possible(machine, .paused, Some.libvirt9) == [.full])
    #expect(possible(machine, .shutOff, Some.libvirt910) == [.disks, .layers])
    #expect(possible(machine, .running, Some.libvirt910) == [.full, .layers, .fullLayers])
  }

  @Test func `a UEFI machine that runs waits for a newer libvirt, or is shut down`() throws {
    let machine = try Some.subject(os: Some.uefi)
    #expect(possible(machine, .shutOff, Some.libvirt9) == [.disks])
    #expect(possible(machine, .running, Some.libvirt9).isEmpty)
    #expect(codes(machine, .running, .full) == ["snapshot.uefi"])
    #expect(possible(machine, .running, Some.libvirt910) == [.layers, .fullLayers])
    #expect(codes(machine, .running, .full, Some.libvirt1010) == ["snapshot.nvram"])
    let modern = try Some.subject(os: Some.uefiQcow2)
    #expect(possible(modern, .running, Some.libvirt910) == [.layers, .fullLayers])
    #expect(possible(modern, .running, Some.libvirt1010) == [.full, .layers, .fullLayers])
  }

  @Test func `a raw disk has no room for snapshots`() throws {
    let machine = try Some.subject(disks: [Some.qcow2("vda"), Some.disk("vdb", "raw", "/d/b.img")])
    #expect(possible(machine, .shutOff, Some.libvirt9).isEmpty)
    #expect(codes(machine, .shutOff, .disks) == ["snapshot.format"])
    #expect(possible(machine, .shutOff, Some.libvirt910) == [.layers])
    // What the definition leaves out, what nobody writes to, and drives do not count.
    let spared = try Some.subject(disks: [
      Some.qcow2("vda"), Some.disk("vdb", "raw", "/d/b.img", inside: "<readonly/>"),
      Some.disk("sda", "raw", "/d/cd.iso").replacing("device='disk'", with: "device='cdrom'"),
    ])
    #expect(spared.disks.map(\.target) == ["vda"])
    #expect(possible(spared, .shutOff, Some.libvirt9) == [.disks])
  }

  @Test func `what could be written to and is left out stands in the way of snapshots inside`() throws {
    let left = Some.disk("vdc", "raw", "/d/c.img").replacing("device='disk'", with: "device='disk' snapshot='no'")
    let machine = try Some.subject(disks: [Some.qcow2("vda"), left])
    #expect(codes(machine, .shutOff, .disks) == ["snapshot.leftOut"])
    #expect(codes(machine, .running, .full) == ["snapshot.leftOut"])
    #expect(possible(machine, .shutOff, Some.libvirt910) == [.layers])
    let floppy = Some.disk("fda", "raw", "/d/f.img").replacing("device='disk'", with: "device='floppy'")
    #expect(codes(try Some.subject(disks: [Some.qcow2("vda"), floppy]), .shutOff, .disks) == ["snapshot.leftOut"])
    let empty = "<disk type='file' device='floppy'><target dev='fda'/></disk>"
    #expect(codes(try Some.subject(disks: [Some.qcow2("vda"), empty]), .shutOff, .disks) == [])
  }

  @Test func `a device of the host says why the memory cannot be kept`() throws {
    let machine = try Some.subject(devices: Some.gpu)
    #expect(possible(machine, .shutOff, Some.libvirt9) == [.disks])
    let problems = SnapshotAbilities(of: machine, state: .running, isSaved: false, on: Some.libvirt1010).problems
    #expect(problems[.full]?.map(\.code) == ["snapshot.hostDevice"])
    #expect(problems[.full]?.first?.message.contains("0000:01:00.0") == true)
    #expect(problems[.full]?.first?.remedy?.contains("neuron-vm stop web") == true)
    #expect(problems[.fullLayers]?.map(\.code) == ["snapshot.hostDevice"])
    #expect(problems[.layers] == [])
    // QEMU can save a machine with a USB device of the host, which then is as if pulled out and put in again.
    let usb = Some.gpu.replacing("type='pci'", with: "type='usb'")
    #expect(possible(try Some.subject(devices: usb), .running, Some.libvirt9) == [.full])
  }

  @Test(arguments: [
    ("<shmem name='looking-glass'><model type='ivshmem-plain'/></shmem>", "snapshot.sharedMemory"),
    ("<filesystem type='mount'><driver type='virtiofs'/></filesystem>", "snapshot.sharedFolder"),
  ])
  func `what is shared with the host cannot be kept either`(device: String, code: String) throws {
    let machine = try Some.subject(devices: device)
    #expect(codes(machine, .running, .full) == [code])
    #expect(codes(machine, .shutOff, .disks).isEmpty)
  }

  @Test func `saved memory, sleep, a shutdown under way and a lack of disks stand in the way of everything`() throws {
    let machine = try Some.subject()
    #expect(possible(machine, .shutOff, Some.libvirt1010, isSaved: true).isEmpty)
    #expect(possible(machine, .suspended, Some.libvirt1010).isEmpty)
    #expect(possible(machine, .shuttingDown, Some.libvirt1010).isEmpty)
    #expect(possible(try Some.subject(disks: []), .shutOff, Some.libvirt1010).isEmpty)
    let transient = try Some.subject(disks: [Some.qcow2("vda", inside: "<transient/>")])
    #expect(codes(transient, .running, .full) == ["snapshot.transient"])
  }

  @Test func `what is refused says only what helps`() throws {
    let machine = try Some.subject(os: Some.uefi)
    let old = SnapshotAbilities(of: machine, state: .running, isSaved: false, on: Some.libvirt9)
    let error = #expect(throws: NeuronError.self) { try old.choice(withoutMemory: false) }
    #expect(Some.codes(error) == ["snapshot.uefi"])
    #expect(error?.remedy?.contains("neuron-vm stop web") == true)
    let new = SnapshotAbilities(of: machine, state: .running, isSaved: false, on: Some.libvirt910)
    #expect(try new.choice(withoutMemory: false) == .fullLayers)
    #expect(try new.choice(withoutMemory: true) == .layers)
  }

  @Test func `a host says itself whether it goes back to snapshots in files of their own`() {
    let version = LibvirtVersion(major: 9, minor: 10, release: 0)
    let yes = "<capabilities><guest><features><externalSnapshot/></features></guest></capabilities>"
    #expect(SnapshotHost(version: version, capabilities: yes).managesLayers)
    for no in [
      "", "<capabilities/>", "<capabilities><guest><features><disksnapshot/></features></guest></capabilities>",
    ] {
      #expect(!SnapshotHost(version: version, capabilities: no).managesLayers)
    }
  }
}
