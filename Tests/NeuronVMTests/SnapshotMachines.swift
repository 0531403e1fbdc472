import Libvirt
import MachineModel
import XML

@testable import NeuronVM

/// Machines and hosts for tests that decide about snapshots.
enum SnapshotMachines {
  static let libvirt9 = SnapshotHost(version: LibvirtVersion(major: 9, minor: 0, release: 0), managesLayers: false)
  static let libvirt910 = SnapshotHost(version: LibvirtVersion(major: 9, minor: 10, release: 0), managesLayers: true)
  static let libvirt1010 = SnapshotHost(version: LibvirtVersion(major: 10, minor: 10, release: 0), managesLayers: true)

  /// A machine's document: `os` and `devices` are what stands inside of these elements.
  static func subject(
    os: String = "<type>hvm</type>", disks: [String] = [qcow2("vda")], devices: String = ""
  ) throws -> SnapshotSubject {
    SnapshotSubject(domain: try domain(os: os, disks: disks, devices: devices))
  }

  static func domain(os: String, disks: [String], devices: String = "") throws -> Element {
    try Element(
      parsing: """
        <domain type='kvm'><name>web</name><memory unit='GiB'>8</memory><vcpu>4</vcpu><os>\(os)</os>
        <devices>\(disks.joined())\(devices)</devices></domain>
        """)
  }

  static func qcow2(_ target: String, _ path: String? = nil, inside: String = "") -> String {
    disk(target, "qcow2", path ?? "/d/\(target).qcow2", inside: inside)
  }

  static func disk(_ target: String, _ format: String, _ path: String, inside: String = "") -> String {
    """
    <disk type='file' device='disk'><driver name='qemu' type='\(format)'/><source file='\(path)'/>
    <target dev='\(target)' bus='virtio'/>\(inside)</disk>
    """
  }

  static let uefi = "<type>hvm</type><loader type='pflash'>/c.fd</loader><nvram>/v.fd</nvram>"
  static let uefiQcow2 = "<type>hvm</type><loader type='pflash'>/c.fd</loader><nvram format='qcow2'>/v.qcow2</nvram>"
  static let gpu = """
    <hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x01' slot='0x00' \
    function='0x0'/></source></hostdev>
    """

  /// A snapshot inside of the disks, or (with `layer`) in files of its own.
  static func snapshot(
    _ name: String, after parent: String? = nil, os: String = "<type>hvm</type>", disks: [String] = [qcow2("vda")],
    state: String = "shutoff", memory: String = "no", layer: String? = nil, devices: String = ""
  ) throws -> SnapshotDescription {
    let machine = try domain(os: os, disks: disks, devices: devices)
    let element = Element("domainsnapshot") {
      Element("name") { name }
      Element("state") { state }
      if let parent { Element("parent") { Element("name") { parent } } }
      Element("creationTime") { "1795445047" }
      Element("memory", ["snapshot": memory])
      Element("disks") {
        if let layer {
          Element("disk", ["name": "vda", "snapshot": "external"]) { Element("source", ["file": layer]) }
        } else {
          Element("disk", ["name": "vda", "snapshot": "internal"])
        }
      }
      machine
    }
    return SnapshotDescription(element: element)
  }

  static func facts(
    _ subject: SnapshotSubject? = nil, _ snapshots: [SnapshotDescription] = [], state: MachineState = .shutOff,
    isSaved: Bool = false, host: SnapshotHost = libvirt9
  ) throws -> SnapshotFacts {
    let subject = try subject ?? Self.subject()
    return SnapshotFacts(
      subject: subject, defined: subject, state: state, isSaved: isSaved, tree: SnapshotTree(snapshots), current: nil,
      host: host)
  }

  /// The codes of what an error refuses; nil when it refuses nothing.
  static func codes(_ error: NeuronError?) -> [String]? {
    if case .refused(let problems)? = error { problems.map(\.code) } else { nil }
  }
}
