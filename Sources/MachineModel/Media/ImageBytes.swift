/// As much of an image's content as has been fetched: what reads an image asks here, and is told what to fetch next.
///
/// So the readers are pure: they run again, from the beginning, each time another block has come. An image can lie in a
/// file, behind libvirt on another computer, or in a test.
public struct ImageBytes: Sendable {
  /// The image's size in bytes.
  public let size: UInt64
  private var blocks: [UInt64: [UInt8]] = [:]

  /// The size of a block, in bytes: a few answers of a remote hypervisor make a directory tree.
  public static let blockSize: UInt64 = 64 << 10

  /// The most blocks that are fetched: 32 MiB, of which a real image needs less than one.
  ///
  /// Whatever an image says of itself, its reading ends here.
  static let mostBlocks = 512

  /// An image of which nothing is known but its size.
  public init(size: UInt64) { self.size = size }

  /// An image that is all here.
  public init(whole bytes: [UInt8]) {
    self.init(size: UInt64(bytes.count))
    var start = 0
    while start < bytes.count {
      let end = min(start + Int(Self.blockSize), bytes.count)
      blocks[UInt64(start) / Self.blockSize] = Array(bytes[start..<end])
      start = end
    }
  }

  /// Where a block is in the image.
  public func range(ofBlock number: UInt64) -> Range<UInt64> {
    let start = min(number.multipliedReportingOverflow(by: Self.blockSize).partialValue, size)
    return start..<min(start + Self.blockSize, size)
  }

  /// Takes a block that was asked for; fewer bytes than it has mean that the image is shorter than it was said to be.
  public mutating func fill(block number: UInt64, with bytes: [UInt8]) { blocks[number] = bytes }

  /// Bytes of the image; throws what is needed to answer.
  func bytes(at offset: UInt64, count: Int) throws(ImageReading) -> [UInt8] {
    guard count > 0 else { return [] }
    let (end, overflow) = offset.addingReportingOverflow(UInt64(count))
    guard !overflow, end <= size, count <= Int(Self.blockSize) * Self.mostBlocks else { throw .outside }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var position = offset
    while position < end {
      let number = position / Self.blockSize
      guard let block = blocks[number] else {
        throw blocks.count < Self.mostBlocks ? .needs(block: number) : .outside
      }
      let start = Int(position % Self.blockSize)
      let stop = min(block.count, start + Int(end - position))
      guard start < stop else { throw .outside }
      result += block[start..<stop]
      position += UInt64(stop - start)
    }
    return result
  }

  /// The same where a lie of the image may point outside of it: nil then.
  func bytesIfInside(at offset: UInt64, count: Int) throws(ImageReading) -> [UInt8]? {
    do throws(ImageReading) {
      return try bytes(at: offset, count: count)
    } catch {
      guard error == .outside else { throw error }
      return nil
    }
  }

  /// As many of the bytes as there are.
  func prefix(at offset: UInt64, upTo count: Int) throws(ImageReading) -> [UInt8] {
    guard offset < size else { return [] }
    return try bytes(at: offset, count: Int(min(UInt64(count), size - offset)))
  }
}
