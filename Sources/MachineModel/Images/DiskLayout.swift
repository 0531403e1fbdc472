/// How a disk is divided, as far as its first bytes tell, and what that says about the system on it.
///
/// The bytes are a guest's: nothing in them is believed beyond a guess that is shown.
public struct DiskLayout: Hashable, Sendable {
  /// How the disk says where its partitions are.
  public enum Table: String, Hashable, Sendable {
    /// UEFI's way.
    case gpt
    /// The PC's old way.
    case mbr
    /// There is no table that we know.
    case none
  }

  /// The kind of table.
  public private(set) var table = Table.none
  /// Whether there is a partition that UEFI boots from.
  public private(set) var hasSystemPartition = false
  /// Whether there are partitions that only Windows makes.
  public private(set) var hasWindows = false
  /// Whether there are partitions that Linux makes.
  public private(set) var hasLinux = false

  /// How many bytes are looked at: a first partition begins at 1 MiB.
  public static let size = 2 << 20

  /// Reads the beginning of a disk; the rest of one that is shorter counts as unknown.
  public init(_ start: [UInt8]) {
    let bytes = HeaderBytes(start)
    // Sectors of 512 bytes, else of 4,096.
    for sector in [512, 4096] where bytes.holds("EFI PART", at: sector) {
      table = .gpt
      readGPT(bytes, sector: sector)
      return
    }
    guard start.count >= 512, start[510] == 0x55, start[511] == 0xAA else { return }
    readMBR(bytes)
  }

  private mutating func readGPT(_ bytes: HeaderBytes, sector: Int) {
    guard let place = bytes.little64(sector + 72), let count = bytes.little32(sector + 80),
      let size = bytes.little32(sector + 84), place < 4096, (128...4096).contains(size)
    else { return }
    for number in 0..<Int(min(count, 256)) {
      let offset = Int(place) * sector + number * Int(size)
      // The first word of a type is enough to tell those that matter apart.
      switch bytes.little32(offset) {
      case 0xC12A_7328: hasSystemPartition = true
      // Microsoft's reserved and recovery partitions.
      case 0xE3C9_E316, 0xDE94_BBA4: hasWindows = true
      // Linux's data, x86-64 root, swap, LVM, /home, extended boot; GRUB's partition for BIOS.
      case 0x0FC6_3DAF, 0x4F68_BCE3, 0x0657_FD6D, 0xE6D6_D379, 0x933A_C7E1, 0xBC13_C2FF, 0x2168_6148: hasLinux = true
      default: break
      }
    }
  }

  private mutating func readMBR(_ bytes: HeaderBytes) {
    // A file system without partitions ends its first sector likewise.
    let kinds = (0..<4).map { bytes.bytes[446 + $0 * 16 + 4] }
    guard kinds.contains(where: { $0 != 0 }), (0..<4).allSatisfy({ bytes.bytes[446 + $0 * 16] & 0x7F == 0 }) else {
      return
    }
    table = .mbr
    for (number, kind) in kinds.enumerated() {
      switch kind {
      case 0x82, 0x83, 0x8E, 0xFD: hasLinux = true
      case 0x27: hasWindows = true
      case 0xEF: hasSystemPartition = true
      case 0x07:
        // NTFS, also on a disk that only stores things: Windows' loader is named in its first sectors.
        guard let sector = bytes.little32(446 + number * 16 + 8) else { break }
        let start = Int(sector) * 512
        guard start < bytes.bytes.count else { break }
        let part = bytes.bytes[start..<min(start + 4096, bytes.bytes.count)]
        let loaders: [[UInt8]] = [Array("BOOTMGR".utf8), Array("BOOTMGR".utf8.flatMap { [$0, 0] })]
        if loaders.contains(where: { Array(part).contains($0) }) { hasWindows = true }
      default: break
      }
    }
  }
}
