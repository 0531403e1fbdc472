import FoundationEssentials
import MachineModel

/// An image as QEMU's own description of it, in which nothing is left to be found out: `json:{…}`.
///
/// Source: QEMU's QAPI schema, BlockdevOptions. A file's name is a value in it, so no name can mean a protocol.
struct BlockNode: Hashable, Sendable, Encodable {
  let driver: String
  var filename: String?
  var offset: UInt64?
  var size: UInt64?
  var file: Box?
  /// Whether another image that this one names is not to be opened.
  var hasNoBacking = false

  /// What makes the value finite in size.
  final class Box: Hashable, Sendable, Encodable {
    let node: BlockNode

    init(_ node: BlockNode) { self.node = node }

    static func == (left: Box, right: Box) -> Bool { left.node == right.node }

    func hash(into hasher: inout Hasher) { hasher.combine(node) }

    func encode(to encoder: any Encoder) throws { try node.encode(to: encoder) }
  }

  init(driver: String, filename: String? = nil) {
    self.driver = driver
    self.filename = filename
  }

  /// An image of a stranger.
  init(_ image: ImageSource) {
    var storage = BlockNode(driver: "file", filename: image.path)
    if image.offset > 0 || image.size != nil {
      var part = BlockNode(driver: "raw")
      part.offset = image.offset
      // QEMU wants whole sectors; an archive fills its last one with zeros.
      part.size = image.size.map { ($0 &+ 511) & ~511 }
      part.file = Box(storage)
      storage = part
    }
    driver = image.format.rawValue
    file = Box(storage)
    hasNoBacking = image.format == .qcow2 || image.format == .vmdk
  }

  /// An image of this host, with those that it stands on.
  init(path: String, format: String) {
    driver = format
    file = Box(BlockNode(driver: "file", filename: path))
  }

  private enum CodingKeys: String, CodingKey {
    case driver, filename, offset, size, file, backing
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(driver, forKey: .driver)
    try container.encodeIfPresent(filename, forKey: .filename)
    try container.encodeIfPresent(offset, forKey: .offset)
    try container.encodeIfPresent(size, forKey: .size)
    try container.encodeIfPresent(file, forKey: .file)
    if hasNoBacking { try container.encodeNil(forKey: .backing) }
  }

  /// The description as an argument.
  var description: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and numbers: encoding cannot fail.
    return "json:" + String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
  }
}
