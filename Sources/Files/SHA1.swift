internal import CNettle

/// A SHA-1 checksum that is being computed: only for manifests of others, who still write it.
///
/// It finds damage, not malice.
public struct SHA1: Sendable {
  private var context = sha1_ctx()

  /// Begins with nothing.
  public init() { nettle_sha1_init(&context) }

  /// Adds bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { nettle_sha1_update(&context, $0.count, $0.baseAddress) }
  }

  /// The checksum of all bytes so far, as 40 hexadecimal digits in lower case.
  public var hexadecimal: String {
    var copy = context
    let bytes = [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      // SAFETY: nettle writes exactly as many bytes as it is told.
      nettle_sha1_digest(&copy, buffer.count, buffer.baseAddress)
      count = buffer.count
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
