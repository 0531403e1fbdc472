internal import Glibc

/// The end of a file that grows, read line by line, and beyond its rotation.
///
/// To be used by one task at a time.
public struct GrowingFile: ~Copyable {
  private let path: String
  private var descriptor: CInt
  private var position: off_t
  /// The beginning of a line whose end is not written yet.
  private var rest: [UInt8] = []
  /// Whether what comes next up to a line's end is not the beginning of a line.
  private var beginsInLine: Bool

  /// Of what is there already, only this many bytes are read: logs grow for years.
  public static let greatestSize = 4 << 20

  /// Opens a file; throws the kernel's error number.
  public init(_ path: String) throws(Failure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(number: errno) }
    let size = Self.facts(descriptor)?.st_size ?? 0
    position = max(0, size - off_t(Self.greatestSize))
    beginsInLine = position > 0
  }

  deinit { close(descriptor) }

  /// Why a file cannot be read: the kernel's error number.
  public struct Failure: Error, Hashable {
    /// The number, such as 13 for “permission denied”.
    public let number: Int32
    /// The kernel's words for it.
    public var words: String { String(cString: strerror(number)) }
    /// Whether there is no such file.
    public var isMissing: Bool { number == ENOENT || number == ENOTDIR }
    /// Whether the file is somebody else's.
    public var isForbidden: Bool { number == EACCES || number == EPERM }
  }

  /// The lines that were completed since the last call.
  public mutating func lines() -> [String] {
    var lines = newLines()
    guard let held = Self.facts(descriptor) else { return lines }
    if held.st_size < position {
      // It was emptied.
      (position, rest, beginsInLine) = (0, [], false)
      return lines + newLines()
    }
    let newer = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard newer >= 0 else { return lines }
    guard let named = Self.facts(newer), named.st_ino != held.st_ino || named.st_dev != held.st_dev else {
      close(newer)
      return lines
    }
    // The old one was moved away; what came last into it is read already.
    lines += newLines()
    close(descriptor)
    (descriptor, position, rest, beginsInLine) = (newer, 0, [], false)
    return lines + newLines()
  }

  private mutating func newLines() -> [String] {
    var lines: [String] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, position)
      guard count > 0 else { return lines }
      position += off_t(count)
      var fresh = buffer[..<count]
      while let end = fresh.firstIndex(of: UInt8(ascii: "\n")) {
        if beginsInLine {
          beginsInLine = false
        } else {
          lines.append(String(decoding: rest + fresh[..<end], as: UTF8.self))
        }
        rest.removeAll()
        fresh = fresh[(end + 1)...]
      }
      rest += fresh
      // A line without an end must not fill the memory: its beginning is forgotten, and so is the rest of it.
      if rest.count > Self.greatestSize / 4 {
        rest.removeAll()
        beginsInLine = true
      }
    }
  }

  private static func facts(_ descriptor: CInt) -> stat? {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? facts : nil
  }
}
