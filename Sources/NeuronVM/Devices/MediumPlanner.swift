import Libvirt
import MachineModel
import Text
import XML

/// Decides, from values alone, into which drive a medium goes and how.
struct MediumPlanner {
  let forms: DeviceForms
  /// The drive that was named; nil where none was.
  let drive: String?
  /// What is to be in it; nil to empty it.
  let medium: Disk.Source?

  func plan() throws(NeuronError) -> MediumPlan {
    let drives = forms.drives
    guard let target = try choice(among: drives) else {
      let target = newBus.freeTarget(besides: forms.takenTargets)
      let disk = Disk(
        device: "cdrom", target: target, bus: newBus, format: "raw", source: medium, isReadOnly: true)
      return MediumPlan(drive: target, medium: medium, steps: [.add(disk.element)])
    }
    return MediumPlan(drive: target, medium: medium, steps: updates(of: target))
  }

  /// The drive; nil when the machine has none and is to get one.
  private func choice(among drives: [DriveState]) throws(NeuronError) -> String? {
    let list = drives.map(\.title).joined(separator: ", ")
    if let drive {
      if let found = drives.first(where: { $0.target == drive }) { return found.target }
      throw .refused([
        Problem(
          code: "drive.missing", message: tr("“%1$@” has no CD drive “%2$@”.", forms.name, drive),
          remedy: drives.isEmpty ? remedyWithoutDrives : tr("Its drives are: %1$@.", list), kind: .notFound)
      ])
    }
    if drives.count == 1 { return drives[0].target }
    let loaded = drives.filter { $0.medium != nil || $0.nextMedium != nil }
    if medium == nil {
      if loaded.count == 1 { return loaded[0].target }
      guard !drives.isEmpty else {
        throw .refused([
          Problem(code: "drive.none", message: tr("“%1$@” has no CD drive.", forms.name), kind: .notFound)
        ])
      }
      if loaded.isEmpty { return drives[0].target }
    }
    guard !drives.isEmpty else { return nil }
    throw .refused([
      Problem(
        code: "drive.several", message: tr("“%1$@” has several CD drives: %2$@.", forms.name, list),
        remedy: tr("Say which one with --drive, such as --drive %1$@.", drives[0].target))
    ])
  }

  /// A medium brings its drive along; where there is none, nothing can be taken out.
  private var remedyWithoutDrives: String {
    medium == nil ? tr("It has none.") : tr("It has none. Leave --drive out: it then gets one.")
  }

  private func updates(of target: String) -> [MediumPlan.Step] {
    let (definition, running) = forms.disk(target)
    let wanted = medium
    func differs(_ element: Element) -> Bool { Disk(element: element).source != wanted }
    // libvirt takes one document for both forms, so that both change or none does; that needs one place in both.
    if let definition, let running, definition.deviceAddress == running.deviceAddress,
      definition.first("target")?["bus"] == running.first("target")?["bus"]
    {
      guard differs(definition) || differs(running) else { return [] }
      return [.update(definition.holding(medium), [.live, .config])]
    }
    var steps: [MediumPlan.Step] = []
    if let running, differs(running) { steps.append(.update(running.holding(medium), .live)) }
    if let definition, differs(definition) { steps.append(.update(definition.holding(medium), .config)) }
    return steps
  }

  /// The bus of a drive that the machine gets: the one that its chipset has.
  private var newBus: DiskBus {
    let type = forms.definition.first("os", "type")
    let machine = type?["machine"] ?? ""
    guard ["x86_64", "i686"].contains(type?["arch"] ?? "x86_64") else { return .scsi }
    return machine.contains("q35") ? .sata : machine.contains("microvm") ? .virtio : .ide
  }
}
