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

  /// Keeps what a change began with, and what it came to.
  public init(
    id: Int, time: Date, title: String, machine: UUID, name: String, kind: Kind, before: MachineDefinition,
    after: MachineDefinition?, removedDisks: [String] = [], removedFirmwareState: Bool = false,
    hadPassword: Bool = false
  ) {
    self.id = id
    self.time = time
    self.title = title
    self.machine = machine
    self.name = name
    self.kind = kind
    self.before = before
    self.after = after
    self.removedDisks = removedDisks
    self.removedFirmwareState = removedFirmwareState
    self.hadPassword = hadPassword
  }

  /// The kinds of changes.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// The definition became another.
    case change
    /// The machine was removed.
    case removal
    /// The machine, which had been removed, was defined again; ``before`` is what it was brought back as.
    case restoration
  }
}
