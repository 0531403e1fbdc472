/// A format of disk images that can be taken in; the raw value is QEMU's name of it.
public enum DiskImageFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// QEMU's own.
  case qcow2
  /// The bytes of the disk and nothing else.
  case raw
  /// VMware's, in one file.
  case vmdk
  /// Hyper-V's newer one.
  case vhdx
  /// VirtualBox's.
  case vdi
  /// Hyper-V's older one, VHD.
  case vpc

  /// The format's usual name.
  public var title: String {
    switch self {
    case .qcow2, .raw: rawValue
    case .vmdk, .vhdx, .vdi: rawValue.uppercased()
    case .vpc: "VHD"
    }
  }

  /// The format that a file's name promises; nil where it promises none.
  ///
  /// A name that promises raw data promises nothing: `.img` is used for everything.
  public init?(promisedBy name: String) {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "qcow2": self = .qcow2
    case "vmdk": self = .vmdk
    case "vhdx": self = .vhdx
    case "vdi": self = .vdi
    case "vhd", "vpc": self = .vpc
    default: return nil
    }
  }
}
