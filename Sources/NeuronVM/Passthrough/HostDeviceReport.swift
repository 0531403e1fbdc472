public import FoundationEssentials
public import MachineModel

/// What giving a device to a machine, or taking it away, came to or would come to.
public struct HostDeviceReport: Sendable, Hashable {
  /// The machine's name.
  public let machine: String
  /// The machine's UUID.
  public let id: UUID
  /// The device's name and address.
  public let device: String
  /// Its functions.
  public let functions: [PCIAddress]
  /// What was done, one sentence each.
  public let steps: [String]
  /// What differs in the definition.
  public let difference: LineDifference
  /// When it holds; nil when nothing was done, because it was only asked what would be.
  public let outcome: ChangeOutcome?
  /// What it came to, in a sentence.
  public let message: String
  /// What the user should know, or do next.
  public let notes: [String]
  /// What may be wrong.
  public let warnings: [String]
}
