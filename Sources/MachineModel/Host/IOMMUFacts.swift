/// Whether the host has an IOMMU and uses it.
public struct IOMMUFacts: Hashable, Sendable {
  /// How many groups the kernel has made; nil when not told, 0 when it uses none.
  public var groups: Int?
  /// What the firmware tells the kernel of: `DMAR` (Intel), `IVRS` (AMD) or `IORT` (ARM); nil when not told.
  public var firmwareTables: Set<String>?

  /// Nothing known.
  public init() {}

  /// Whether groups are there.
  public var isOn: Bool { (groups ?? 0) > 0 }
}
