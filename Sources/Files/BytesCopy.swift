internal import CCopy
internal import Glibc

/// Bytes that go from one open file to another: by the kernel, so that they pass through no program and file systems
/// that can share blocks do, and through memory where the kernel cannot.
struct BytesCopy {
  /// The file that is read, and its path for errors.
  let source: CInt
  let sourcePath: String
  /// The file that is written, and its path for errors.
  let target: CInt
  let targetPath: String

  /// Copies to the same place of the other file; ends early where the source does.
  ///
  /// Blocks while the disk works. Returns where it ended.
  @discardableResult
  func copy(from start: off_t, to end: off_t) throws(FileError) -> off_t {
    var from = start
    var to = start
    while from < end {
      let count = copy_file_range(source, &from, target, &to, Int(end - from), 0)
      if count < 0, errno == EINTR { continue }
      // Two file systems of which the kernel cannot copy from one to the other.
      if count < 0, [EXDEV, EOPNOTSUPP, ENOSYS, EINVAL].contains(errno) { return try copyThroughMemory(from, end) }
      guard count >= 0 else { throw FileError(path: targetPath, number: errno) }
      guard count > 0 else { break }
    }
    return from
  }

  /// Copies by reading and writing.
  @discardableResult
  func copyThroughMemory(_ start: off_t, _ end: off_t) throws(FileError) -> off_t {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset = start
    while offset < end {
      let count = pread(source, buffer.baseAddress, min(buffer.count, Int(end - offset)), offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: sourcePath, number: errno) }
      guard count > 0 else { break }
      var written = 0
      while written < count {
        // SAFETY: at most as many bytes as were read and are left from `written` on.
        let more = pwrite(target, buffer.baseAddress.map { $0 + written }, count - written, offset + off_t(written))
        if more < 0, errno == EINTR { continue }
        guard more > 0 else { throw FileError(path: targetPath, number: more < 0 ? errno : ENOSPC) }
        written += more
      }
      offset += off_t(count)
    }
    return offset
  }
}
