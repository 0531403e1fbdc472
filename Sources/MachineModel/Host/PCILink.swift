/// How a PCI Express device is connected, now and at best.
///
/// Source: sysfs, `current_link_speed`, `current_link_width` and their `max_` twins.
public struct PCILink: Hashable, Sendable {
  /// The speed now as the kernel writes it, `8.0 GT/s PCIe`; a card that idles may be slower than it can be.
  public var speed: String?
  /// The number of lanes now; nil when the kernel does not tell.
  public var width: Int?
  /// The highest speed of the device.
  public var maximumSpeed: String?
  /// The largest number of lanes of the device.
  public var maximumWidth: Int?

  /// A link of which nothing is known.
  public init() {}

  /// Whether the device has fewer lanes than it could use.
  public var isNarrow: Bool {
    guard let width, let maximumWidth else { return false }
    return width > 0 && width < maximumWidth
  }
}
