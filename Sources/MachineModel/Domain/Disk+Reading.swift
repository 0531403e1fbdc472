public import XML

extension Disk {
  /// Reads a `<disk>`.
  public init(element: Element) {
    device = element["device"] ?? "disk"
    target = element.first("target")?["dev"]
    bus = element.first("target")?["bus"]
    format = element.first("driver")?["type"]
    source = Self.source(of: element)
    backing = []
    var layer = element.first("backingStore")
    while let found = layer {
      if let source = Self.source(of: found) { backing.append(source) }
      layer = found.first("backingStore")
    }
    isReadOnly = element.first("readonly") != nil || device == "cdrom"
    isShared = element.first("shareable") != nil
    bootOrder = element.first("boot")?["order"].flatMap { Int($0) }
  }

  private static func source(of element: Element) -> Source? {
    guard let source = element.first("source") else { return nil }
    switch element["type"] ?? "file" {
    case "file": return source["file"].map { .file($0) }
    case "block": return source["dev"].map { .block($0) }
    case "volume":
      guard let pool = source["pool"], let volume = source["volume"] else { return nil }
      return .volume(pool: pool, volume: volume)
    case let type: return .other(type: type, name: source["name"] ?? source["dir"])
    }
  }
}
