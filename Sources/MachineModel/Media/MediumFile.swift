/// A file or folder of a medium.
struct MediumFile: Hashable, Sendable {
  /// Its name, without the version that ISO 9660 puts behind it.
  let name: String
  /// Whether it is a folder.
  let isFolder: Bool
  /// Its parts, in order.
  var extents: [Extent] = []
  /// Where UDF describes it, a block of its partition: its parts are known once that was read; nil when they are.
  var description: UInt64?

  /// A part of it: a place in the image, and the number of bytes there.
  struct Extent: Hashable, Sendable {
    let offset: UInt64
    let length: UInt64
  }

  /// Its size in bytes.
  var size: UInt64 { extents.reduce(0) { $0.addingReportingOverflow($1.length).partialValue } }

  /// Bytes of its content.
  func bytes(at offset: UInt64, count: Int, of image: ImageBytes) throws(ImageReading) -> [UInt8] {
    var result: [UInt8] = []
    var (skip, left) = (offset, UInt64(count))
    for extent in extents where left > 0 {
      if skip >= extent.length {
        skip -= extent.length
        continue
      }
      let length = min(left, extent.length - skip)
      let (start, overflow) = extent.offset.addingReportingOverflow(skip)
      guard !overflow else { throw .outside }
      result += try image.bytes(at: start, count: Int(length))
      left -= length
      skip = 0
    }
    guard left == 0 else { throw .outside }
    return result
  }

  /// The beginning of its content.
  func prefix(_ count: Int, of image: ImageBytes) throws(ImageReading) -> [UInt8] {
    try bytes(at: 0, count: Int(min(UInt64(count), size)), of: image)
  }
}
