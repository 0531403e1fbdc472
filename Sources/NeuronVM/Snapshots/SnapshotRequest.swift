/// What a person asks for, as typed: nothing is checked yet.
public struct SnapshotRequest: Sendable, Hashable {
  /// The snapshot's name; nil to name it by the time.
  public var name: String?
  /// What a person writes about it; nil for nothing.
  public var text: String?
  /// Whether the memory of a machine that is on is left out.
  public var withoutMemory = false
  /// Whether the QEMU guest agent freezes the guest's file systems meanwhile; only without memory.
  public var quiesces = false

  /// A request with the standard answers.
  public init(name: String? = nil, text: String? = nil) {
    self.name = name
    self.text = text
  }
}
