public import MachineModel
import Text

/// What a snapshot holds of a machine, and what it does not.
public struct SnapshotContents: Hashable, Sendable {
  /// What is in it.
  public let holds: [Part]
  /// What is not in it, though the machine has it.
  public let lacks: [Part]

  /// A part of a machine.
  public enum Part: Hashable, Sendable {
    /// What is on the disk of this target.
    case disk(String)
    /// The memory, and with it what every program was doing.
    case memory
    /// The machine's settings.
    case settings
    /// The firmware's variables.
    case firmwareVariables
    /// The state of the emulated TPM.
    case tpm

    /// A stable name for programs.
    public var code: String {
      switch self {
      case .disk: "disk"
      case .memory: "memory"
      case .settings: "settings"
      case .firmwareVariables: "firmwareVariables"
      case .tpm: "tpm"
      }
    }

    /// The part in the user's words.
    public var title: String {
      switch self {
      case .disk(let target): tr("the disk %1$@", target)
      case .memory: tr("the memory")
      case .settings: tr("the settings")
      case .firmwareVariables: tr("the firmware's variables (boot entries, Secure Boot keys)")
      case .tpm: tr("the TPM's state")
      }
    }
  }

  /// What follows from what is not in it, a sentence each.
  public var consequences: [String] {
    var sentences: [String] = []
    if lacks.contains(.tpm) {
      sentences.append(
        lacks.contains(.firmwareVariables)
          ? tr(
            "The firmware's variables and the TPM's state do not go back with it: Windows may then ask for BitLocker's recovery key."
          ) : tr("The TPM's state does not go back with it: Windows may then ask for BitLocker's recovery key."))
    } else if lacks.contains(.firmwareVariables) {
      sentences.append(
        tr("The firmware's variables do not go back with it: boot entries stay as they are at that time."))
    }
    if lacks.contains(.memory) {
      sentences.append(tr("After going back it is as if the plug had been pulled at that moment."))
    }
    return sentences
  }

  /// What a snapshot will hold.
  init(_ kind: SnapshotKind, of subject: SnapshotSubject, wasOn: Bool) {
    let held = subject.disks.compactMap(\.target)
    let others = subject.machine.disks.filter { $0.device == "disk" && !$0.isReadOnly }.compactMap(\.target)
    self.init(
      held: held, others: others, memory: kind.holdsMemory ? true : wasOn ? false : nil,
      machine: subject.machine, hasFirmwareVariables: kind == .full)
  }

  /// What a snapshot holds.
  public init(_ snapshot: SnapshotDescription) {
    let held = snapshot.heldDisks.map(\.target)
    let drives = Set(
      (snapshot.machine?.disks ?? []).filter { $0.device != "disk" || $0.isReadOnly }.compactMap(\.target))
    self.init(
      held: held, others: snapshot.disks.map(\.target).filter { !drives.contains($0) },
      memory: snapshot.holdsMemory ? true : snapshot.state == .disksOnly ? false : nil, machine: snapshot.machine,
      hasFirmwareVariables: snapshot.kind == .full)
  }

  /// - Parameters:
  ///   - memory: Whether the memory is in it; nil when there was none.
  ///   - hasFirmwareVariables: Whether they are, where there are any: libvirt makes no such snapshot without them.
  private init(
    held: [String], others: [String], memory: Bool?, machine: DomainDescription?, hasFirmwareVariables: Bool
  ) {
    var holds = held.map(Part.disk)
    var lacks = others.filter { !held.contains($0) }.map(Part.disk)
    if let memory { if memory { holds.append(.memory) } else { lacks.append(.memory) } }
    if machine != nil { holds.append(.settings) }
    if machine?.firmware == .uefi {
      if hasFirmwareVariables { holds.append(.firmwareVariables) } else { lacks.append(.firmwareVariables) }
    }
    if machine?.tpm?.backend == "emulator" {
      // QEMU saves the state of an emulated TPM with the memory.
      if memory == true { holds.append(.tpm) } else { lacks.append(.tpm) }
    }
    self.holds = holds
    self.lacks = lacks
  }
}
