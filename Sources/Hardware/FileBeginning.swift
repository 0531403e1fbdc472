internal import Glibc

/// The first bytes of a file that a user names, which may be anything.
public enum FileBeginning {
  /// Reads at most `count` bytes; nil when the file cannot be opened.
  public static func read(_ path: String, count: Int) -> [UInt8]? {
    // A pipe must not keep us waiting for its writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var length = 0
    while length < count {
      let got = bytes[length...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got <= 0 { break }
      length += got
    }
    return Array(bytes[..<length])
  }
}
