/// A window into a device's memory whose size can be chosen.
public struct ResizableBAR: Hashable, Sendable {
  /// The number of the base address register, 0 to 5.
  public let number: Int
  /// The sizes it can have.
  public let sizes: [ByteCount]

  /// Reads the kernel's mask of sizes, in which bit n stands for 2ⁿ MiB.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-bus-pci, `resourceN_resize`. nil for an empty mask.
  public init?(number: Int, mask: UInt64) {
    // 2⁴³ MiB are the most the specification knows.
    let sizes = (0..<44).filter { mask & (1 << UInt64($0)) != 0 }.map { ByteCount.mebibytes(1 << UInt64($0)) }
    guard !sizes.isEmpty, (0...5).contains(number) else { return nil }
    self.number = number
    self.sizes = sizes
  }
}
