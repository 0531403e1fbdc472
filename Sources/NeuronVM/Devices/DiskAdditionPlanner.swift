import Libvirt
import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine gets a disk, or why not.
struct DiskAdditionPlanner {
  let forms: DeviceForms
  let input: DiskAdditionInput
  let facts: DiskAdditionFacts

  func plan() throws(NeuronError) -> DiskAdditionPlan {
    var problems = input.problems + facts.problems
    if !facts.buses.isEmpty, !facts.buses.contains(bus.rawValue) {
      problems.append(
        Problem(
          code: "bus", message: tr("This host offers no disks on the bus %1$@.", bus.rawValue),
          remedy: tr("It offers: %1$@.", facts.buses.sorted().joined(separator: ", "))))
    }
    if input.size != nil { problems += poolProblems }
    let target = bus.freeTarget(besides: forms.takenTargets)
    let volume = newVolume(for: target)
    let format = volume?.format ?? input.format ?? facts.image?.driver
    if facts.image != nil, format == nil {
      problems.append(
        Problem(
          code: "format", message: tr("It cannot be told which format “%1$@” has.", facts.image?.path ?? ""),
          remedy: tr("Say it with --format.")))
    }
    let source = volume.flatMap { new in facts.pool.map { Disk.Source.file($0.path + "/" + new.name) } }
    guard problems.isEmpty, let format, let source = source ?? facts.image?.source, let place = source.place else {
      throw .refused(problems)
    }
    let disk = Disk(device: "disk", target: target, bus: bus, format: format, source: source)
    let canHotPlug = forms.hotPlug?.takesDisk(on: bus) ?? false
    return DiskAdditionPlan(
      target: target, element: disk.element, forms: canHotPlug ? [.live, .config] : .config, source: place,
      volume: volume, notes: notes(canHotPlug: canHotPlug), warnings: warnings(volume))
  }

  /// The bus that was asked for, or the one of the machine's first disk: its guest has a driver for that.
  private var bus: DiskBus {
    if let bus = input.bus { return bus }
    let first = DomainDescription(domain: forms.definition).disks.first { $0.device == "disk" }?.bus
    let bus = first.flatMap(DiskBus.init) ?? .virtio
    return bus == .ide ? .sata : bus
  }

  private func newVolume(for target: String) -> DiskAdditionPlan.NewVolume? {
    guard let size = input.size, let pool = facts.pool else { return nil }
    let format = input.format ?? "qcow2"
    let end = format == "raw" ? ".img" : ".qcow2"
    // A machine's name is a file's name; another tool's may hold a slash.
    let beginning = forms.name.split(separator: "/").joined(separator: "-") + "-" + target
    var (name, number) = (beginning + end, 1)
    while pool.volumes.contains(name) {
      number += 1
      name = "\(beginning)-\(number)\(end)"
    }
    return .init(pool: pool.name, name: name, format: format, size: size, startsPool: !pool.isActive)
  }

  private var poolProblems: [Problem] {
    guard let pool = facts.pool, !pool.isFolder else { return [] }
    return [
      Problem(
        code: "pool.kind",
        message: tr("The storage pool “%1$@” holds no files, so it takes no disk of ours.", pool.name),
        remedy: tr("Choose a pool that is a folder with --pool."))
    ]
  }

  private func notes(canHotPlug: Bool) -> [String] {
    var notes: [String] = []
    if forms.running != nil, !canHotPlug {
      notes.append(
        bus.canHotPlug
          ? tr(
            "The running machine has no free place for a disk on the bus %1$@; --bus usb may find one.", bus.rawValue)
          : tr("A disk on the bus %1$@ cannot come while the machine runs.", bus.rawValue))
    }
    if input.size != nil {
      notes.append(
        tr("The guest sees an empty disk: make partitions and a file system on it (Windows: Disk Management)."))
    }
    return notes
  }

  private func warnings(_ volume: DiskAdditionPlan.NewVolume?) -> [String] {
    var warnings: [String] = []
    if let volume, let available = facts.pool?.available, available < volume.size.bytes {
      warnings.append(
        tr(
          "The disk may grow to %1$@, and the storage pool “%2$@” has %3$@ free.", volume.size, volume.pool,
          ByteCount.mebibytes(available >> 20)))
    }
    if let image = facts.image, image.format == "iso" {
      warnings.append(
        tr(
          "“%1$@” is an ISO: a CD drive takes it with neuron-vm cdrom %2$@", image.path,
          ShellWord(forms.name, "insert", image.path)))
    }
    if let backing = facts.image?.backing {
      warnings.append(tr("The disk stands on “%1$@”, which has to stay where it is.", backing))
    }
    return warnings
  }
}
