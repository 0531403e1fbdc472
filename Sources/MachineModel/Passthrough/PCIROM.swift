import Text

/// The content of a PCI device's ROM, such as a graphics card's, as far as it says for which device it is.
///
/// Source: PCI Firmware Specification 3.2, chapter 5.1, “PCI Expansion ROM Contents”.
public struct PCIROM: Hashable, Sendable {
  /// The devices that it is for: of each image, and of its list of devices.
  public let devices: Set<PCIIdentity>
  /// Whether one of its images is for UEFI.
  public let hasUEFI: Bool

  /// The largest ROM that is read, in bytes: what a window of a PCI device can show.
  public static let largest = 16 << 20

  /// Reads the images that follow each other; says in words what is wrong.
  public init(parsing bytes: [UInt8]) throws(PCIROMError) {
    func word(_ place: Int) -> UInt16? {
      guard place >= 0, place + 1 < bytes.count else { return nil }
      return UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
    }
    guard bytes.count <= Self.largest else { throw .tooLarge }
    guard word(0) == 0xAA55 else {
      // Programs for Windows save NVIDIA's ROMs with a head of their own.
      throw bytes.prefix(4).elementsEqual("NVGI".utf8) ? .hasHead : .noROM
    }
    var devices: Set<PCIIdentity> = []
    var hasUEFI = false
    var start = 0
    while word(start) == 0xAA55 {
      guard let data = word(start + 0x18).map({ start + Int($0) }), data + 0x18 <= bytes.count,
        bytes[data..<(data + 4)].elementsEqual("PCIR".utf8), let vendor = word(data + 4), let device = word(data + 6),
        let blocks = word(data + 0x10)
      else {
        if start > 0 { break }
        throw .noData
      }
      devices.insert(PCIIdentity(vendor: vendor, device: device))
      hasUEFI = hasUEFI || bytes[data + 0x14] == 3
      if bytes[data + 0x0C] >= 3, let list = word(data + 8), list > 0 {
        var place = data + Int(list)
        while let other = word(place), other != 0, devices.count < 256 {
          devices.insert(PCIIdentity(vendor: vendor, device: other))
          place += 2
        }
      }
      guard bytes[data + 0x15] & 0x80 == 0, blocks > 0 else { break }
      start += Int(blocks) * 512
    }
    self.devices = devices
    self.hasUEFI = hasUEFI
  }
}

/// Why a file is no ROM of a device.
public enum PCIROMError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is larger than any ROM.
  case tooLarge
  /// It begins with something else.
  case noROM
  /// It begins with what a program put before the ROM.
  case hasHead
  /// It begins like a ROM and does not say for which device it is.
  case noData

  /// What is wrong, as words that follow “cannot be used:”.
  public var description: String {
    switch self {
    case .tooLarge: tr("it is larger than any ROM of a card")
    case .noROM: tr("it is no ROM of a card, which begins with the bytes 55 AA")
    case .hasHead:
      tr("it has NVIDIA's head before the ROM: cut away what stands before the bytes 55 AA followed by “VIDEO”")
    case .noData: tr("it begins like a ROM, and does not say for which card it is (PCIR)")
    }
  }
}
