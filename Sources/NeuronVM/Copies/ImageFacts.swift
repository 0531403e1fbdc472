import MachineModel

/// What `qemu-img info` says of an image; the parts that matter for whether it may be taken in.
struct ImageFacts: Decodable, Sendable {
  let virtualSize: UInt64
  let actualSize: UInt64?
  let backing: String?
  let fullBacking: String?
  let isEncrypted: Bool?
  let specific: Specific?

  struct Specific: Decodable, Sendable {
    let data: Data?

    struct Data: Decodable, Sendable {
      let dataFile: String?
      let extents: [Extent]?

      private enum CodingKeys: String, CodingKey {
        case dataFile = "data-file"
        case extents
      }
    }

    struct Extent: Decodable, Sendable {
      let filename: String?
    }
  }

  private enum CodingKeys: String, CodingKey {
    case virtualSize = "virtual-size"
    case actualSize = "actual-size"
    case backing = "backing-filename"
    case fullBacking = "full-backing-filename"
    case isEncrypted = "encrypted"
    case specific = "format-specific"
  }

  /// Refuses what needs other files: a second look, by QEMU itself, after our own at the header.
  func check() throws(DiskImageError) {
    if let name = backing ?? fullBacking { throw .standsOnAnother(name) }
    if specific?.data?.dataFile != nil { throw .dataElsewhere }
    if (specific?.data?.extents?.count ?? 0) > 1 { throw .descriptorOnly }
    if isEncrypted == true { throw .encrypted }
    // 8 EiB less one is the most that files and libvirt can express.
    guard virtualSize > 0, virtualSize <= UInt64(Int64.max) else { throw .empty }
  }
}
