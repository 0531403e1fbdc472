public import MachineModel
import Text

/// What an image was recognised as, by its content, and what is known of the system on it.
public struct RecognisedMedium: Hashable, Sendable, Codable {
  /// The image's size in bytes.
  public let size: UInt64
  /// What it is.
  public let content: Content
  /// The system as libosinfo's database knows it; nil when it does not.
  public let system: KnownSystem?

  /// An ISO image, or what it is instead.
  public enum Content: Hashable, Sendable, Codable {
    /// It is an ISO image, with this on it.
    case medium(Medium)
    /// It is none.
    case notAnImage(ImageKind)
  }

  /// The medium; nil when it is no ISO image.
  public var medium: Medium? { if case .medium(let medium) = content { medium } else { nil } }

  /// What it is, in a few words.
  public var title: String {
    guard case .medium(let medium) = content else { return kindTitle }
    let foreign = medium.architectures.isEmpty || medium.architectures.contains(where: \.runsHere)
    let processors = medium.architectures.map(\.title).sorted().joined(separator: ", ")
    let name = name(of: medium)
    let words = foreign ? name : tr("%1$@ for %2$@", name, processors)
    return medium.missingBytes > 0 ? tr("%1$@, incomplete", words) : words
  }

  private func name(of medium: Medium) -> String {
    switch medium.kind {
    case .windows: return medium.name ?? system?.name ?? "Windows"
    case .virtioDrivers(let drivers):
      let systems = GuestSystem.allCases.filter(drivers.systems.contains).map(\.title)
      return systems.isEmpty
        ? tr("virtio drivers for Windows") : tr("virtio drivers for %1$@", systems.joined(separator: ", "))
    case .linux, .other:
      if let name = system?.name ?? medium.name { return name }
      return medium.isBootable ? tr("a bootable medium “%1$@”", medium.label) : tr("data, “%1$@”", medium.label)
    }
  }

  private var kindTitle: String {
    guard case .notAnImage(let kind) = content else { return "" }
    return kind.title
  }
}

extension GuestSystem {
  /// The system's name.
  public var title: String {
    switch self {
    case .windows10: "Windows 10"
    case .windows11: "Windows 11"
    case .linux: "Linux"
    }
  }
}

extension ImageKind {
  /// What it is, in a few words.
  public var title: String {
    switch self {
    case .empty: tr("an empty file")
    case .webPage: tr("a web page (HTML)")
    case .gzip, .xz, .bzip2, .zstd: tr("a file compressed with %1$@", rawValue)
    case .zip: tr("a ZIP archive")
    case .sevenZip: tr("a 7-Zip archive")
    case .rar: tr("a RAR archive")
    case .qcow2: tr("a disk image of QEMU (qcow2)")
    case .vmdk: tr("a disk image of VMware (VMDK)")
    case .vdi: tr("a disk image of VirtualBox (VDI)")
    case .vhd, .vhdx: tr("a disk image of Microsoft's (%1$@)", rawValue.uppercased())
    case .wim: tr("an image of a Windows installation (WIM)")
    case .disk: tr("the image of a disk or USB stick")
    case .unknown: tr("a file of an unknown kind")
    }
  }
}
