/// Something that the kernel's graphics drivers show pictures with (DRM), by its place in `/sys/class/drm`.
public struct DisplayAdapter: Hashable, Sendable {
  /// The function that it belongs to; nil for one that is no PCI device.
  public var device: PCIAddress?
  /// Its nodes in `/dev/dri`, like `card0` and `renderD128`.
  public var nodes: [String]
  /// Its sockets.
  public var connectors: [DisplayConnector]

  /// An adapter.
  public init(device: PCIAddress?, nodes: [String] = [], connectors: [DisplayConnector] = []) {
    self.device = device
    self.nodes = nodes
    self.connectors = connectors
  }
}
