/// A bus that a disk or a drive of a machine stands on.
public enum DiskBus: String, Hashable, Sendable, CaseIterable, Codable {
  /// virtio-blk: the fastest; Windows needs a driver for it.
  case virtio
  /// SATA: every system has a driver for it.
  case sata
  /// SCSI, by a virtio controller that libvirt adds where there is none.
  case scsi
  /// USB, as a stick would be.
  case usb
  /// IDE, of old chipsets only.
  case ide

  /// How the names of its disks begin: libvirt sorts disks by them, and a Linux guest often has the same.
  var prefix: String {
    switch self {
    case .virtio: "vd"
    case .sata, .scsi, .usb: "sd"
    case .ide: "hd"
    }
  }

  /// Whether a disk can come and go while the machine runs.
  public var canHotPlug: Bool {
    switch self {
    case .virtio, .scsi, .usb: true
    case .sata, .ide: false
    }
  }

  /// The name of a disk that is none of `taken`, the first in libvirt's order: `vda`, `vdb`, …, `vdz`, `vdaa`.
  public func freeTarget(besides taken: Set<String>) -> String {
    var number = 0
    while taken.contains(prefix + Self.letters(number)) { number += 1 }
    return prefix + Self.letters(number)
  }

  /// 0 is `a`, 25 is `z`, 26 is `aa`.
  private static func letters(_ number: Int) -> String {
    var (text, rest) = ("", number + 1)
    while rest > 0 {
      rest -= 1
      text = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + text
      rest /= 26
    }
    return text
  }
}
