internal import CLibvirt

/// What goes, and what stays, when a domain's definition is removed.
///
/// Without ``nvram`` or ``keepNVRAM`` libvirt refuses to undefine a domain that has firmware variables, and likewise for
/// managed saves and snapshots.
public struct UndefineOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Removes the managed save too.
  public static let managedSave = Self(rawValue: VIR_DOMAIN_UNDEFINE_MANAGED_SAVE.rawValue)
  /// Forgets the snapshots too; their data stays inside the disks.
  public static let snapshots = Self(rawValue: VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA.rawValue)
  /// Forgets the checkpoints too.
  public static let checkpoints = Self(rawValue: VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA.rawValue)
  /// Removes the file of the firmware's variables.
  public static let nvram = Self(rawValue: VIR_DOMAIN_UNDEFINE_NVRAM.rawValue)
  /// Keeps the file of the firmware's variables.
  public static let keepNVRAM = Self(rawValue: VIR_DOMAIN_UNDEFINE_KEEP_NVRAM.rawValue)
  /// Removes the TPM's state, also of a TPM that is to keep it.
  ///
  /// Daemons before libvirt 8.9 do not know it.
  public static let tpm = Self(rawValue: VIR_DOMAIN_UNDEFINE_TPM.rawValue)
  /// Keeps the TPM's state.
  ///
  /// Daemons before libvirt 8.9 do not know it.
  public static let keepTPM = Self(rawValue: VIR_DOMAIN_UNDEFINE_KEEP_TPM.rawValue)

  /// Everything that belongs to the domain alone, its disks apart.
  public static let everything: Self = [.managedSave, .snapshots, .checkpoints, .nvram, .tpm]

  /// What an older daemon or another driver may not know, newest first; who does not know it has nothing of it to keep.
  static let notEverywhere: [Self] = [.tpm, .checkpoints, .nvram]
}
