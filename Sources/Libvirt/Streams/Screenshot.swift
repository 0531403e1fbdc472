/// A picture of a machine's screen on its way.
public struct Screenshot: Sendable {
  /// The picture's format, such as `image/png` or `image/x-portable-pixmap`.
  public let mimeType: String

  /// The picture's bytes.
  public let stream: Stream

  /// Reads the whole picture.
  ///
  /// - Parameter limit: The most bytes a picture may have; more throws
  ///   ``LibvirtError/Code-swift.struct/operationFailed``, because the size is the hypervisor's word only.
  public func bytes(limit: Int = 256 << 20, deadline: Duration = .seconds(30)) async throws(LibvirtError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let chunk = try await stream.receive(deadline: deadline)
      guard !chunk.isEmpty else { break }
      guard all.count + chunk.count <= limit else {
        throw LibvirtError(code: .operationFailed, message: "the picture is larger than \(limit) bytes")
      }
      all += chunk
    }
    try await stream.finish(deadline: deadline)
    return all
  }
}
