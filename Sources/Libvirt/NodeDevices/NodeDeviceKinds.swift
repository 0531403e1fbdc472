internal import CLibvirt

/// Which devices of the host are meant; empty means all.
public struct NodeDeviceKinds: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The host itself.
  public static let system = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM.rawValue)
  /// PCI functions.
  public static let pci = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV.rawValue)
  /// USB devices.
  public static let usbDevice = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV.rawValue)
  /// Network interfaces.
  public static let network = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET.rawValue)
  /// Block devices.
  public static let storage = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE.rawValue)
  /// Direct rendering devices.
  public static let drm = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM.rawValue)
  /// Mediated devices.
  public static let mediated = Self(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV.rawValue)
}
