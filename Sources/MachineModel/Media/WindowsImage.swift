import XML

/// What stands in the image of a Windows installation, `install.wim` or `install.esd`.
///
/// Source: Microsoft, “Windows Imaging File Format (WIM)”: a header with the place of an XML document in UTF-16, which
/// is never compressed.
struct WindowsImage {
  let medium: WindowsMedium
  let architectures: Set<ProcessorArchitecture>

  /// A document for a few dozen editions has 100 KiB.
  private static let largestDocument: UInt64 = 4 << 20
  private static let mostEditions = 64

  /// Reads a file of a medium; nil when it is no such image, or its document cannot be read.
  init?(_ file: MediumFile, in files: MediumFiles) throws(ImageReading) {
    guard let header = try files.bytes(of: file, at: 0, count: 208).map(ByteFields.init),
      header.part(0, 8) == Array("MSWIM\0\0\0".utf8)
    else { return nil }
    // The upper byte of the size holds flags, of which 4 is “compressed”.
    let (size, flags) = (header.number(0x48, 7), header[0x4F])
    guard flags & 4 == 0, size > 2, size <= Self.largestDocument,
      let bytes = try files.bytes(of: file, at: header.number(0x50, 8), count: Int(size))
    else { return nil }
    self.init(document: bytes)
  }

  /// Reads the document.
  init?(document bytes: [UInt8]) {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + 1]) << 8 | UInt16(bytes[$0]) }
    let text = String(decoding: units.drop { $0 == 0xFEFF }, as: UTF16.self)
    guard let document = try? Element(parsing: text) else { return nil }
    var medium = WindowsMedium()
    var architectures: Set<ProcessorArchitecture> = []
    for image in document.all("IMAGE").prefix(Self.mostEditions) {
      guard let windows = image.first("WINDOWS") else { continue }
      if let build = windows.first("VERSION", "BUILD").flatMap({ Int($0.text) }), (1...999_999).contains(build) {
        medium.build = max(medium.build ?? 0, build)
      }
      switch windows.first("ARCH")?.text {
      case "9": architectures.insert(.amd64)
      case "0": architectures.insert(.i686)
      case "12": architectures.insert(.aarch64)
      default: break
      }
      if windows.first("INSTALLATIONTYPE")?.text.hasPrefix("Server") == true
        || windows.first("PRODUCTTYPE")?.text == "ServerNT"
      {
        medium.isServer = true
      }
      let name = (image.first("DISPLAYNAME") ?? image.first("NAME")).map {
        ByteFields.text(Array($0.text.utf8.prefix(100)))
      }
      if let name, !name.isEmpty, !medium.editions.contains(name) { medium.editions.append(name) }
    }
    guard medium.build != nil || !architectures.isEmpty else { return nil }
    self.medium = medium
    self.architectures = architectures
  }
}
