/// What the first bytes of an image tell, read without QEMU: an image is a stranger's, and QEMU believes what its header
/// says about other files.
///
/// Source: QEMU, docs/interop/qcow2.txt, block/vmdk.c, block/vdi.c, block/vpc.c; the VHDX specification.
public struct DiskImageHeader: Hashable, Sendable {
  /// The format.
  public let format: DiskImageFormat

  /// How many bytes of an image's beginning are looked at.
  public static let headSize = 65_536
  /// How many bytes of its end are.
  public static let tailSize = 512

  /// Reads a header, and refuses an image that reaches beyond its own file.
  ///
  /// - Parameters:
  ///   - head: The first ``headSize`` bytes, or all there are.
  ///   - tail: The last ``tailSize`` bytes, or all there are.
  ///   - size: The image's size in bytes.
  ///   - name: The file's name, whose ending may promise a format.
  public init(head: [UInt8], tail: [UInt8], size: UInt64, name: String) throws(DiskImageError) {
    guard !head.isEmpty else { throw .empty }
    let bytes = HeaderBytes(head)
    try Self.refuseOthers(bytes)
    format = try Self.format(bytes, HeaderBytes(tail))
    // A disk is whole sectors: anything else is some other file.
    if format == .raw, size % 512 != 0 { throw .noDisk }
    if let promised = DiskImageFormat(promisedBy: name), promised != format {
      if promised == .vmdk, bytes.holds("# Disk DescriptorFile", at: 0) { throw .descriptorOnly }
      throw .notWhatItsNameSays(promised)
    }
  }

  /// What is easily taken for a disk.
  private static func refuseOthers(_ bytes: HeaderBytes) throws(DiskImageError) {
    let packed: [(String, [UInt8])] = [
      ("gzip", [0x1F, 0x8B]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
      ("bzip2", [0x42, 0x5A, 0x68]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
      ("7-Zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    ]
    for (program, magic) in packed where bytes.starts(with: magic) { throw .compressed(with: program) }
    let others: [(String, [UInt8])] = [("QED", [0x51, 0x45, 0x44, 0x00]), ("VMDK 3", Array("COWD".utf8))]
    for (name, magic) in others where bytes.starts(with: magic) { throw .unsupported(name) }
    if bytes.starts(with: Array("LUKS".utf8) + [0xBA, 0xBE]) { throw .encrypted }
    if bytes.holds("CD001", at: 32_769) { throw .installationMedium }
    let start = String(decoding: bytes.bytes.prefix(512), as: UTF8.self).lowercased()
    if start.contains("<!doctype html") || start.contains("<html") { throw .webPage }
    if bytes.holds("# Disk DescriptorFile", at: 0) { throw .descriptorOnly }
  }

  private static func format(_ bytes: HeaderBytes, _ tail: HeaderBytes) throws(DiskImageError) -> DiskImageFormat {
    if bytes.starts(with: [0x51, 0x46, 0x49, 0xFB]) {
      try checkQCOW2(bytes)
      return .qcow2
    }
    if bytes.holds("KDMV", at: 0) {
      try checkVMDK(bytes)
      return .vmdk
    }
    if bytes.holds("vhdxfile", at: 0) { return .vhdx }
    if bytes.little32(0x40) == 0xBEDA_107F {
      guard let kind = bytes.little32(0x4C) else { throw .damaged(.vdi) }
      // 1 grows, 2 is fixed; the others need a parent.
      guard kind == 1 || kind == 2 else { throw .standsOnAnother(nil) }
      return .vdi
    }
    for part in [bytes, tail] where part.holds("conectix", at: 0) {
      // 2 is fixed, 3 grows, 4 stands on a parent.
      switch part.big32(60) {
      case 2, 3: return .vpc
      case 4: throw .standsOnAnother(nil)
      default: throw .damaged(.vpc)
      }
    }
    return .raw
  }

  private static func checkQCOW2(_ bytes: HeaderBytes) throws(DiskImageError) {
    guard let version = bytes.big32(4) else { throw .damaged(.qcow2) }
    guard version == 2 || version == 3 else { throw .unsupported("qcow \(version)") }
    guard let baseOffset = bytes.big64(8), let baseSize = bytes.big32(16), let encryption = bytes.big32(32) else {
      throw .damaged(.qcow2)
    }
    guard baseOffset == 0, baseSize == 0 else {
      throw .standsOnAnother(bytes.text(at: baseOffset, count: UInt64(min(baseSize, 1023))))
    }
    guard encryption == 0 else { throw .encrypted }
    guard version == 3 else { return }
    guard let features = bytes.big64(72) else { throw .damaged(.qcow2) }
    // Bit 2: the data is in a file that the header names.
    guard features & 4 == 0 else { throw .dataElsewhere }
  }

  private static func checkVMDK(_ bytes: HeaderBytes) throws(DiskImageError) {
    guard let capacity = bytes.little64(12), let place = bytes.little64(28), let size = bytes.little64(36) else {
      throw .damaged(.vmdk)
    }
    // Without a size QEMU takes the descriptor for a list of other files.
    guard capacity != 0 else { throw .descriptorOnly }
    guard place != 0, size != 0 else { return }
    guard place < 1 << 20, size < 1 << 20, let text = bytes.text(at: place << 9, count: size << 9) else {
      throw .damaged(.vmdk)
    }
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let key = String(parts[0]).trimmed.lowercased()
      let value = String(parts[1]).trimmed
      if key == "parentfilenamehint" { throw .standsOnAnother(String(value.filter { $0 != "\"" })) }
      if key == "parentcid", value.lowercased() != "ffffffff" { throw .standsOnAnother(nil) }
    }
  }
}
