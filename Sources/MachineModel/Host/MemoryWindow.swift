/// A window into a device's memory or ports, as the firmware or the kernel has made it.
public struct MemoryWindow: Hashable, Sendable {
  /// The number of the base address register, 0 to 5.
  public let number: Int
  /// How large it is, in bytes.
  public let size: UInt64
  /// Whether it is memory, and no ports.
  public let isMemory: Bool
  /// Whether it is memory that may be fetched ahead, as pictures are.
  public let isPrefetchable: Bool

  /// Reads a line of the kernel's `resource`; nil for a register without a window, and for another form.
  ///
  /// Source: Linux, Documentation/PCI/sysfs-pci.rst: start, end and flags; include/linux/ioport.h: 0x100 are ports, 0x200 is
  /// memory, 0x2000 may be fetched ahead.
  public init?(number: Int, line: Substring) {
    let words = line.split(separator: " ").map { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }
    guard (0...5).contains(number), words.count == 3, let start = words[0], let end = words[1], let flags = words[2],
      end > start, flags & 0x300 != 0
    else { return nil }
    self.number = number
    size = (end - start).addingReportingOverflow(1).partialValue
    isMemory = flags & 0x200 != 0
    isPrefetchable = flags & 0x2000 != 0
  }
}
