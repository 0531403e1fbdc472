/// What adding an ISO came to.
public struct ISOAddition: Sendable, Hashable {
  /// The ISO as it is in the library now.
  public let iso: ISORecord
  /// Whether anything was copied; false when the same content was there already.
  public let wasCopied: Bool
  /// How many bytes of it an earlier, interrupted copy had brought.
  public let resumedAt: UInt64
}
