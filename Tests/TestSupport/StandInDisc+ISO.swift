/// Source: ECMA-119, the Joliet specification, El Torito 1.0.
extension StandInDisc {
  /// Adds the ISO 9660 file system, its descriptors in sectors 16 and on.
  mutating func addISO(_ tree: StandInFolder, _ image: StandInISO) {
    var content: [ObjectIdentifier: [String: Int]] = [:]
    addContent(of: tree, &content)
    let plain = addFolder(tree, isJoliet: false, content)
    let joliet = image.hasJoliet ? addFolder(tree, isJoliet: true, content) : nil
    let catalogue = image.platforms.isEmpty ? nil : append(Self.catalogue(image.platforms, boot: sectors))
    _ = append([UInt8](repeating: 0, count: 2048))
    var descriptors = [descriptor(1, image, root: plain)]
    if let catalogue {
      var boot = StandInBlock()
      boot.put([0] + Array("CD001".utf8) + [1], at: 0)
      boot.put("EL TORITO SPECIFICATION", at: 7, size: 32, blank: 0)
      boot.put(catalogue, at: 71, size: 4)
      descriptors.append(boot.bytes)
    }
    if let joliet { descriptors.append(descriptor(2, image, root: joliet)) }
    var end = StandInBlock()
    end.put([255] + Array("CD001".utf8) + [1], at: 0)
    descriptors.append(end.bytes)
    if image.isUDF {
      for name in ["BEA01", "NSR02", "TEA01"] {
        var block = StandInBlock()
        block.put([0] + Array(name.utf8) + [1], at: 0)
        descriptors.append(block.bytes)
      }
    }
    for (number, bytes) in descriptors.enumerated() { put(bytes, atSector: 16 + number) }
  }

  private mutating func addContent(of folder: StandInFolder, _ content: inout [ObjectIdentifier: [String: Int]]) {
    for name in folder.files.keys.sorted() {
      content[ObjectIdentifier(folder), default: [:]][name] = append(folder.files[name] ?? [])
    }
    for name in folder.folders.keys.sorted() { folder.folders[name].map { addContent(of: $0, &content) } }
  }

  /// Appends a folder after those in it, and returns its place.
  private mutating func addFolder(
    _ folder: StandInFolder, isJoliet: Bool, _ content: [ObjectIdentifier: [String: Int]]
  ) -> (sector: Int, size: Int) {
    var records: [[UInt8]] = []
    for name in folder.folders.keys.sorted() {
      guard let place = folder.folders[name].map({ addFolder($0, isJoliet: isJoliet, content) }) else { continue }
      records.append(Self.record(Self.name(name, isJoliet, isFile: false), place.sector, place.size, isFolder: true))
    }
    for name in folder.files.keys.sorted() {
      let sector = content[ObjectIdentifier(folder)]?[name] ?? 0
      let size = folder.files[name]?.count ?? 0
      records.append(Self.record(Self.name(name, isJoliet, isFile: true), sector, size, isFolder: false))
    }
    var bytes: [UInt8] = []
    let own = [Self.record([0], sectors, 2048, isFolder: true), Self.record([1], sectors, 2048, isFolder: true)]
    for record in own + records {
      // No record crosses a sector's end.
      let rest = 2048 - bytes.count % 2048
      if record.count > rest { bytes += [UInt8](repeating: 0, count: rest) }
      bytes += record
    }
    bytes += [UInt8](repeating: 0, count: (2048 - bytes.count % 2048) % 2048)
    return (append(bytes), bytes.count)
  }

  /// Long names lose nothing in Joliet; without it they are in capitals, and cut to eight and three.
  private static func name(_ name: String, _ isJoliet: Bool, isFile: Bool) -> [UInt8] {
    if isJoliet { return (name + (isFile ? ";1" : "")).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let parts = name.uppercased().split(separator: ".", omittingEmptySubsequences: false)
    let clean = { (text: Substring) in String(text.map { $0.isLetter || $0.isNumber ? $0 : "_" }) }
    let short = clean(parts.first ?? "").prefix(8)
    guard isFile else { return Array(short.utf8) }
    return Array((short + "." + (parts.count > 1 ? clean(parts.last ?? "").prefix(3) : "") + ";1").utf8)
  }

  private static func record(_ name: [UInt8], _ sector: Int, _ size: Int, isFolder: Bool) -> [UInt8] {
    var block = StandInBlock((33 + name.count + 1) & ~1)
    block.put([UInt8(block.bytes.count)], at: 0)
    block.putBoth(sector, at: 2, size: 4)
    block.putBoth(size, at: 10, size: 4)
    block.put([isFolder ? 2 : 0], at: 25)
    block.putBoth(1, at: 28, size: 2)
    block.put([UInt8(name.count)] + name, at: 32)
    return block.bytes
  }

  private func descriptor(_ kind: UInt8, _ image: StandInISO, root: (sector: Int, size: Int)) -> [UInt8] {
    var block = StandInBlock()
    block.put([kind] + Array("CD001".utf8) + [1], at: 0)
    block.put(image.label, at: 40, size: 32)
    block.putBoth(sectors, at: 80, size: 4)
    if kind == 2 { block.put("%/E", at: 88, size: 32, blank: 0) }
    block.putBoth(2048, at: 128, size: 2)
    block.put(Self.record([0], root.sector, root.size, isFolder: true), at: 156)
    block.put(image.publisher, at: 318, size: 128)
    return block.bytes
  }

  private static func catalogue(_ platforms: [UInt8], boot: Int) -> [UInt8] {
    var block = StandInBlock()
    block.put([1, platforms[0]], at: 0)
    block.put([0x55, 0xAA], at: 30)
    for (number, platform) in platforms.enumerated() {
      let place = number == 0 ? 32 : 64 * number
      if number > 0 {
        block.put([number == platforms.count - 1 ? 0x91 : 0x90, platform, 1, 0], at: place)
      }
      let entry = number == 0 ? place : place + 32
      block.put([0x88], at: entry)
      block.put(4, at: entry + 6, size: 2)
      block.put(boot + 1, at: entry + 8, size: 4)
    }
    return block.bytes
  }
}
