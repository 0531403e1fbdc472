/// Why bytes of an image cannot be had.
enum ImageReading: Error, Hashable, Sendable {
  /// They are in a block that has to be fetched first.
  case needs(block: UInt64)
  /// They are not in the image, or too much of it has been read already; or what stands there is not what was sought.
  case outside
}
