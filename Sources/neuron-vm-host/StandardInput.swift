import Glibc
import XML

/// What stands on standard input.
enum StandardInput {
  /// All of it; throws `tooLarge` beyond a limit.
  static func text(limit: Int) throws(XMLError) -> String {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe part.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
      guard bytes.count <= limit else { throw .tooLarge }
    }
  }
}
