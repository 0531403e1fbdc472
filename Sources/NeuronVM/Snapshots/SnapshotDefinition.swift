import MachineModel
import XML

/// The XML of a snapshot to be made.
///
/// It says of everything how it is kept, so that libvirt refuses it for a machine that has been started or stopped
/// meanwhile, instead of making another kind.
struct SnapshotDefinition {
  let name: SnapshotName
  let text: String?
  let kind: SnapshotKind
  /// All disks and drives, and for each that is held the format-independent file of its new layer.
  let disks: [Disk]
  /// The file for the memory; nil where there is none.
  let memoryFile: String?

  struct Disk: Hashable, Sendable {
    let target: String
    let isHeld: Bool
    var layer: String?
  }

  var element: Element {
    Element("domainsnapshot") {
      Element("name") { name.description }
      if let text { Element("description") { text } }
      memory
      Element("disks") { for disk in disks { element(of: disk) } }
    }
  }

  private var memory: Element {
    switch kind {
    case .disks, .layers: Element("memory", ["snapshot": "no"])
    case .full: Element("memory", ["snapshot": "internal"])
    case .fullLayers: Element("memory", ["snapshot": "external", "file": memoryFile ?? ""])
    }
  }

  private func element(of disk: Disk) -> Element {
    guard disk.isHeld else { return Element("disk", ["name": disk.target, "snapshot": "no"]) }
    guard let layer = disk.layer else { return Element("disk", ["name": disk.target, "snapshot": "internal"]) }
    return Element("disk", ["name": disk.target, "snapshot": "external", "type": "file"]) {
      Element("driver", ["type": "qcow2"])
      Element("source", ["file": layer])
    }
  }
}
