/// Reads a folder of an ISO 9660 file system.
///
/// Source: ECMA-119, 9.1 (directory record); Joliet's names are in UCS-2.
struct ISOFolder {
  let isJoliet: Bool

  func entries(of folder: MediumFile, _ image: ImageBytes) throws(ImageReading) -> [MediumFile] {
    let length = min(folder.size, MediumFiles.longestFolder)
    var entries: [MediumFile] = []
    var parts: [MediumFile.Extent] = []
    // Sector by sector: what is sought is mostly near the beginning, and no record crosses their bounds.
    var position: UInt64 = 0
    while position < length, entries.count < MediumFiles.mostEntries {
      let count = Int(min(ISOVolume.sectorSize, length - position))
      let sector = ByteFields(try folder.bytes(at: position, count: count, of: image))
      position += ISOVolume.sectorSize
      var place = 0
      while place < count, case let size = Int(sector[place]), size >= 34, place + size <= count {
        defer { place += size }
        let nameSize = Int(sector[place + 32])
        guard nameSize + 33 <= size else { continue }
        let flags = sector[place + 25]
        parts.append(
          .init(
            offset: sector.number(place + 2, 4) * ISOVolume.sectorSize, length: sector.number(place + 10, 4)))
        // A file of 4 GiB and more has several records; all but the last say so.
        if flags & 0x80 != 0, parts.count < 64 { continue }
        defer { parts = [] }
        // The folder itself and the one above it are named by one byte.
        guard let name = name(sector.part(place + 33, nameSize)) else { continue }
        entries.append(MediumFile(name: name, isFolder: flags & 2 != 0, extents: parts))
      }
    }
    return entries
  }

  private func name(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 1 || (bytes.first ?? 0) > 1 else { return nil }
    let text = isJoliet ? ByteFields.wideText(bytes) : ByteFields.text(bytes)
    let name = text.prefix { $0 != ";" }
    return String(name.last == "." ? name.dropLast() : name)
  }
}
