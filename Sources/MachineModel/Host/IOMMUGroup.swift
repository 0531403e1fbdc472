/// Devices that the IOMMU cannot tell apart: they leave the host together or not at all.
public struct IOMMUGroup: Hashable, Sendable {
  /// The kernel's number.
  public let number: Int
  /// The members whose address could be read, in ascending order.
  public var members: [PCIAddress]
  /// How many members there are besides, whose address could not be read.
  public var unreadMembers: Int
  /// Whether the firmware keeps memory for a member (RMRR), so that the kernel gives none of them away; nil when not
  /// told.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-kernel-iommu_groups, `reserved_regions` of the type `direct`.
  public var hasFirmwareMemory: Bool?

  /// A group with these members.
  public init(number: Int, members: [PCIAddress], unreadMembers: Int = 0, hasFirmwareMemory: Bool? = nil) {
    self.number = number
    self.members = members
    self.unreadMembers = unreadMembers
    self.hasFirmwareMemory = hasFirmwareMemory
  }
}
