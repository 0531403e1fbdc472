/// What a file is by its first bytes, where it is no ISO image.
public enum ImageKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing at all.
  case empty
  /// A page of the web: a download that went wrong.
  case webPage
  case gzip
  case xz
  case bzip2
  case zstd
  case zip
  case sevenZip
  case rar
  /// QEMU's disk image.
  case qcow2
  /// VMware's disk image.
  case vmdk
  /// VirtualBox' disk image.
  case vdi
  /// Microsoft's disk images.
  case vhd
  case vhdx
  /// Windows' own image of an installation.
  case wim
  /// A disk with a boot record or partitions, as for a USB stick.
  case disk
  /// Something else.
  case unknown

  /// Judges by the beginning of a file; it is enough when the first 512 bytes are there.
  init(beginning bytes: [UInt8], size: UInt64) {
    if size == 0 {
      self = .empty
    } else if let (kind, _) = Self.beginnings.first(where: { bytes.starts(with: $0.1) }) {
      self = kind
    } else if Self.isWebPage(bytes) {
      self = .webPage
    } else if ByteFields(bytes).number(0x40, 4) == 0xBEDA_107F {
      self = .vdi
    } else if ByteFields(bytes).number(510, 2) == 0xAA55 {
      self = .disk
    } else {
      self = .unknown
    }
  }

  private static let beginnings: [(ImageKind, [UInt8])] = [
    (.gzip, [0x1F, 0x8B]), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), (.bzip2, Array("BZh".utf8)),
    (.zstd, [0x28, 0xB5, 0x2F, 0xFD]), (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.rar, Array("Rar!".utf8)),
    (.qcow2, [0x51, 0x46, 0x49, 0xFB]), (.vmdk, Array("KDMV".utf8)), (.vmdk, Array("# Disk DescriptorFile".utf8)),
    (.vhd, Array("conectix".utf8)), (.vhdx, Array("vhdxfile".utf8)), (.wim, Array("MSWIM\0\0\0".utf8)),
  ]

  private static func isWebPage(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return ["<!doctype html", "<html", "<head", "<body", "<script", "<!--", "<?xml", "http/1."].contains {
      start.hasPrefix($0)
    }
  }
}
