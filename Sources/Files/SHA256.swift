internal import CNettle

/// A SHA-256 checksum that is being computed.
///
/// By nettle, which libvirt's TLS has loaded anyway and which uses the processor's own instructions: 1 GiB takes about
/// half a second where those are.
public struct SHA256: Sendable {
  private var context = sha256_ctx()

  /// Begins with nothing.
  public init() { nettle_sha256_init(&context) }

  /// Adds bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { nettle_sha256_update(&context, $0.count, $0.baseAddress) }
  }

  /// The checksum of all bytes so far; more may follow.
  public var digest: SHA256Digest {
    var copy = context
    let bytes = [UInt8](unsafeUninitializedCapacity: SHA256Digest.size) { buffer, count in
      // SAFETY: nettle writes exactly as many bytes as it is told.
      nettle_sha256_digest(&copy, buffer.count, buffer.baseAddress)
      count = buffer.count
    }
    return SHA256Digest(bytes: bytes)
  }
}
