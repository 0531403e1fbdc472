public import FoundationEssentials

/// What a change of a machine's devices came to, to be told.
public struct DeviceReport: Sendable, Hashable {
  /// The machine's name.
  public let machine: String
  /// The machine's UUID.
  public let id: UUID
  /// Which device: a disk's or drive's target, or a shared folder's name.
  public let device: String
  /// When it holds.
  public let outcome: ChangeOutcome
  /// The file, folder or volume behind the device; nil for an empty drive.
  public let source: String?
  /// What was done, in a sentence.
  public let message: String
  /// What the user should know, or do next.
  public let notes: [String]
  /// What may be wrong.
  public let warnings: [String]
}
