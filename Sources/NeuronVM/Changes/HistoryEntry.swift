public import FoundationEssentials

/// One change of a machine, with what the machine was before.
public struct HistoryEntry: Hashable, Sendable, Codable, Identifiable {
  /// Its number; counts up in each machine's history.
  public let id: Int
  /// When it began.
  public let time: Date
  /// What was done, in words.
  public let title: String
  /// The machine's UUID.
  public let machine: UUID
  /// What the machine was called before.
  public let name: String
  /// What kind of change it was.
  public let kind: Kind
  /// What the machine was before.
  public let before: MachineDefinition
  /// What it was after; nil when it was gone then, or the command was interrupted and may have done it or not.
  public var after: MachineDefinition?
  /// The disks that a removal took away.
  public let removedDisks: [String]
  /// Whether a removal took the firmware's variables or the TPM's state, which cannot be brought back.
  public let removedFirmwareState: Bool
  /// Whether a display of a machine that was removed had a password, which is not kept.
  public let hadPassword: Bool

  /// The kinds of changes.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// The definition became another.
    case change
    /// The machine was removed.
    case removal
  }
}
