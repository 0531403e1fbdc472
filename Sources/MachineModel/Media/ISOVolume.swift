/// The descriptors of an ISO 9660 volume.
///
/// Source: ECMA-119 (ISO 9660) chapter 8; Joliet's is a supplementary one with the escape sequences of UCS-2; the one for
/// booting is of the El Torito specification.
struct ISOVolume: Hashable, Sendable {
  /// The volume's name; empty when it has none.
  var label = ""
  /// Who published it.
  var publisher = ""
  /// The size that it says it has, in bytes; 0 without an ISO 9660 file system.
  var size: UInt64 = 0
  /// The root folder of the names with eight characters; nil without one.
  var root: MediumFile?
  /// The root folder of the long names in Unicode; nil without one.
  var jolietRoot: MediumFile?
  /// Whether a UDF file system says it is here.
  var hasUDF = false
  /// Whether computers with BIOS can start from it.
  var startsByBIOS = false
  /// Whether computers with UEFI can start from it, as a CD.
  var startsByUEFI = false

  static let sectorSize: UInt64 = 2048
  /// There are five to ten; more is nothing that a person made.
  private static let mostDescriptors: UInt64 = 64

  /// Reads the descriptors; nil where there are none.
  init?(_ image: ImageBytes) throws(ImageReading) {
    var found = false
    descriptors: for number in 0..<Self.mostDescriptors {
      let sector = ByteFields(try image.prefix(at: (16 + number) * Self.sectorSize, upTo: Int(Self.sectorSize)))
      guard sector.bytes.count == Self.sectorSize else { break }
      switch sector.text(1, 5) {
      case "CD001":
        found = true
        try read(sector, image)
      case "NSR02", "NSR03":
        found = true
        hasUDF = true
      // The frame around UDF's own.
      case "BEA01", "TEA01", "BOOT2": break
      default: break descriptors
      }
    }
    guard found else { return nil }
  }

  private mutating func read(_ sector: ByteFields, _ image: ImageBytes) throws(ImageReading) {
    switch sector[0] {
    case 0 where sector.text(7, 32) == "EL TORITO SPECIFICATION":
      // A catalogue that is not there helps nobody to start.
      let catalogue = try image.bytesIfInside(at: sector.number(71, 4) * Self.sectorSize, count: 2048)
      if let catalogue { readCatalogue(ByteFields(catalogue)) }
    case 1 where root == nil:
      label = sector.text(40, 32)
      publisher = sector.text(318, 128)
      size = sector.number(80, 4) * sector.number(128, 2)
      root = Self.root(sector)
    case 2 where jolietRoot == nil && Self.isJoliet(sector): jolietRoot = Self.root(sector)
    default: break
    }
  }

  /// Source: El Torito 1.0, figures 2 to 5; platform 0xEF is from the UEFI specification, 13.3.2.1.
  private mutating func readCatalogue(_ catalogue: ByteFields) {
    guard catalogue[0] == 1, catalogue[30] == 0x55, catalogue[31] == 0xAA else { return }
    note(platform: catalogue[1], isBootable: catalogue[32] == 0x88)
    var place = 64
    while place < 2048, [0x90, 0x91].contains(catalogue[place]) {
      let count = Int(catalogue.number(place + 2, 2))
      note(platform: catalogue[place + 1], isBootable: catalogue[place + 32] == 0x88)
      guard catalogue[place] == 0x90 else { return }
      place += 32 * (1 + min(count, 64))
    }
  }

  private mutating func note(platform: UInt8, isBootable: Bool) {
    guard isBootable else { return }
    if platform == 0 { startsByBIOS = true }
    if platform == 0xEF { startsByUEFI = true }
  }

  private static func isJoliet(_ sector: ByteFields) -> Bool {
    ["%/@", "%/C", "%/E"].contains(sector.text(88, 3))
  }

  private static func root(_ sector: ByteFields) -> MediumFile {
    MediumFile(
      name: "", isFolder: true,
      extents: [.init(offset: sector.number(156 + 2, 4) * sectorSize, length: sector.number(156 + 10, 4))])
  }
}
