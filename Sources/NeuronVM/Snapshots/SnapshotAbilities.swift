import Libvirt
public import MachineModel
import Text

/// Which kinds of snapshot are possible of one machine, as it is now, on its host; and why others are not.
///
/// Made from values alone.
public struct SnapshotAbilities: Hashable, Sendable {
  /// What stands in the way of each kind; nothing stands in the way of a kind with an empty list.
  public let problems: [SnapshotKind: [Problem]]
  private let state: MachineState
  private let host: SnapshotHost

  /// Judges.
  ///
  /// - Parameters:
  ///   - subject: The machine as it runs, or as it is defined when it is off.
  ///   - isSaved: Whether its memory is on disk, to be gone on with at the next start.
  public init(of subject: SnapshotSubject, state: MachineState, isSaved: Bool, on host: SnapshotHost) {
    let judge = Judge(subject: subject, state: state, isSaved: isSaved, host: host)
    problems = Dictionary(uniqueKeysWithValues: SnapshotKind.allCases.map { ($0, judge.problems(with: $0)) })
    self.state = state
    self.host = host
  }

  /// The kind to make; throws `refused` with what stands in the way.
  ///
  /// - Parameter withoutMemory: Whether the memory of a machine that is on is to be left out.
  func choice(withoutMemory: Bool) throws(NeuronError) -> SnapshotKind {
    let wanted: [SnapshotKind] =
      !state.isActive ? [.disks, .layers] : withoutMemory ? [.layers] : [.full, .fullLayers]
    if let kind = wanted.first(where: { isPossible($0) }) { return kind }
    // That files of their own are impossible on this host helps nobody whose disks could be changed instead.
    let told = host.managesLayers ? wanted : Array(wanted.prefix(1))
    var found: [Problem] = []
    for problem in told.flatMap({ problems[$0] ?? [] }) where !found.contains(problem) { found.append(problem) }
    throw .refused(found)
  }

  /// Whether nothing stands in the way of a kind.
  public func isPossible(_ kind: SnapshotKind) -> Bool { problems[kind]?.isEmpty ?? false }
}

/// The reasons, one by one.
private struct Judge {
  let subject: SnapshotSubject
  let state: MachineState
  let isSaved: Bool
  let host: SnapshotHost

  private var name: String { subject.machine.name }
  private var word: ShellWord { ShellWord(name) }

  func problems(with kind: SnapshotKind) -> [Problem] {
    var found = general
    switch kind {
    case .disks: found += mustBeOff + formats
    case .full: found += mustBeOn + formats + firmware + devices
    case .layers: found += layers
    case .fullLayers: found += mustBeOn + layers + devices
    }
    return found
  }

  private var general: [Problem] {
    var found: [Problem] = []
    if subject.disks.isEmpty {
      found.append(
        Problem(code: "snapshot.noDisk", message: tr("“%1$@” has no disk whose content could be kept.", name)))
    }
    if isSaved, !state.isActive {
      found.append(
        Problem(
          code: "snapshot.saved",
          message: tr("The memory of “%1$@” is saved on disk: its disks are in the middle of something.", name),
          remedy: tr(
            "Let it go on (neuron-vm start %1$@), and shut it down when a snapshot of its disks is wanted.", word)
        ))
    }
    if state == .shuttingDown || state == .suspended {
      found.append(
        Problem(
          code: "snapshot.state", message: tr("“%1$@” is %2$@.", name, state.title),
          remedy: state == .suspended
            ? tr("First: neuron-vm resume %1$@", word) : tr("Try again when it is off.")))
    }
    for target in subject.disks.compactMap(\.target) where subject.transient.contains(target) {
      found.append(
        Problem(
          code: "snapshot.transient",
          message: tr(
            "What is written to the disk %1$@ is thrown away when “%2$@” stops, so it cannot be kept.", target, name)))
    }
    return found
  }

  private var mustBeOff: [Problem] {
    guard state.isActive else { return [] }
    return [
      Problem(
        code: "snapshot.on", message: tr("“%1$@” is %2$@.", name, state.title),
        remedy: tr("Shut it down first: neuron-vm stop %1$@", word))
    ]
  }

  private var mustBeOn: [Problem] {
    state.isActive
      ? [] : [Problem(code: "snapshot.off", message: tr("“%1$@” is off, so it has no memory to keep.", name))]
  }

  /// Only qcow2 has room for snapshots inside.
  private var formats: [Problem] {
    leftOut
      + subject.disks.filter { $0.format != "qcow2" }.map { disk in
        let remedy =
          host.managesLayers
          ? nil
          : tr(
            "Convert it while the machine is off (qemu-img convert -O qcow2 OLD NEW), and give the machine the new file. libvirt 9.10 and later can keep snapshots of such a disk in files of their own; this one is %1$@.",
            host.version)
        return Problem(
          code: "snapshot.format",
          message: tr(
            "The disk %1$@ is %2$@, which has no room for snapshots; qcow2 has.", disk.target ?? "-",
            disk.format ?? "raw"
          ),
          remedy: remedy)
      }
  }

  private var leftOut: [Problem] {
    subject.disksInTheWay.map { disk in
      Problem(
        code: "snapshot.leftOut",
        message: tr(
          "The disk %1$@ can be written to and would not be in the snapshot, so libvirt makes none.",
          disk.target ?? "-"),
        remedy: disk.device == "floppy"
          ? tr("Take the medium out of the drive.")
          : tr("Its definition leaves it out (snapshot='no'): take that away, or make it read-only."))
    }
  }

  private var firmware: [Problem] {
    guard subject.hasFlashFirmware else { return [] }
    let hasVariables = subject.machine.nvramPath != nil
    if host.keepsFirmwareVariables, !hasVariables || subject.nvramFormat == "qcow2" { return [] }
    let off = tr("Shut it down first (neuron-vm stop %1$@): a snapshot then holds its disks.", word)
    guard host.keepsFirmwareVariables else {
      return [
        Problem(
          code: "snapshot.uefi",
          message: tr(
            "libvirt %1$@ cannot make a snapshot of a UEFI machine while it runs.", host.version),
          remedy: off + " " + tr("libvirt 9.10 and later can do more."))
      ]
    }
    return [
      Problem(
        code: "snapshot.nvram",
        message: tr("The firmware's variables of “%1$@” are a raw file, which has no room for snapshots.", name),
        remedy: off)
    ]
  }

  /// Devices whose state QEMU cannot read or write back.
  private var devices: [Problem] {
    let off = tr("Shut it down first (neuron-vm stop %1$@): a snapshot then holds its disks.", word)
    var found: [Problem] = []
    if !subject.hostDevices.isEmpty {
      found.append(
        Problem(
          code: "snapshot.hostDevice",
          message: tr(
            "“%1$@” has devices of this computer for itself (%2$@): what goes on inside of them, such as a graphics card, cannot be kept.",
            name, subject.hostDevices.joined(separator: ", ")),
          remedy: off))
    }
    if subject.hasSharedMemory {
      found.append(
        Problem(
          code: "snapshot.sharedMemory",
          message: tr("“%1$@” shares memory with a program of this computer, which cannot be kept.", name), remedy: off)
      )
    }
    if subject.hasVirtiofs {
      found.append(
        Problem(
          code: "snapshot.sharedFolder",
          message: tr("“%1$@” shares folders with this computer by virtiofs, whose state cannot be kept.", name),
          remedy: off))
    }
    return found
  }

  private var layers: [Problem] {
    guard host.managesLayers else {
      return [
        Problem(
          code: "snapshot.layers",
          message: tr(
            "libvirt %1$@ can make snapshots in files of their own, but cannot go back to them; 9.10 and later can.",
            host.version),
          remedy: state.isActive
            ? tr("Shut it down first (neuron-vm stop %1$@): a snapshot then holds its disks.", word) : nil)
      ]
    }
    return subject.disks.filter { !$0.isFile }.map { disk in
      Problem(
        code: "snapshot.place",
        message: tr("The disk %1$@ is no file, so no new file can be put on top of it.", disk.target ?? "-"))
    }
  }
}

extension Disk {
  /// Whether its data is in a file of the host, as far as the definition tells.
  fileprivate var isFile: Bool {
    switch source {
    case .file: true
    case .block, .volume, .other, nil: false
    }
  }
}
