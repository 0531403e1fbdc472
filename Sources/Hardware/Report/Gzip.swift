internal import CZlib

/// Packs bytes as gzip does.
enum Gzip {
  /// The bytes packed; nil when zlib has no memory.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard deflate_begin_gzip(&stream) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let limit = Int(deflateBound(&stream, UInt(bytes.count))) + 64
    var input = bytes
    // SAFETY: the stream uses both buffers within this call only, and all of the output fits by deflateBound.
    return input.withUnsafeMutableBufferPointer { source in
      let packed = [UInt8](unsafeUninitializedCapacity: limit) { target, count in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(limit)
        count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? limit - Int(stream.avail_out) : 0
      }
      return packed.isEmpty ? nil : packed
    }
  }
}
