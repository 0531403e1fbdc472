internal import CLinux
internal import Glibc

// The few calls of the system that all reading comes down to. Descriptors that are handed over to be read are closed.

/// Whether a descriptor stands for a regular file.
func isRegular(_ descriptor: CInt) -> Bool {
  var facts = stat()
  return fstat(descriptor, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
}

/// All bytes; nil on an error or when there are more than `limit`.
///
/// Closes the descriptor.
func readAll(_ descriptor: CInt, limit: Int) -> [UInt8]? {
  defer { close(descriptor) }
  // A file on a disk tells its size and is read in one go; the kernel's own say 0 or a page.
  var facts = stat()
  let size = fstat(descriptor, &facts) == 0 ? Int(clamping: facts.st_size) : 0
  guard let bytes = readSome(descriptor, limit: limit + 1, chunk: size + 1), bytes.count <= limit else { return nil }
  return bytes
}

/// The first bytes, `limit` at most; nil on an error.
///
/// - Parameter chunk: How many bytes are expected.
func readSome(_ descriptor: CInt, limit: Int, chunk: Int = 4096) -> [UInt8]? {
  var bytes: [UInt8] = []
  var chunk = max(chunk, 4096)
  while bytes.count < limit {
    let wanted = min(chunk, limit - bytes.count)
    var failed = false
    let part = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      var got = read(descriptor, buffer.baseAddress, wanted)
      while got < 0 && errno == EINTR { got = read(descriptor, buffer.baseAddress, wanted) }
      failed = got < 0
      count = max(0, got)
    }
    if failed { return nil }
    if part.isEmpty { return bytes }
    if bytes.isEmpty { bytes = part } else { bytes += part }
    chunk = min(chunk * 4, 1 << 20)
  }
  return bytes
}

/// Where a link in a folder leads; nil when it is none or longer than a path may be.
func linkTarget(_ folder: CInt, _ name: String) -> String? {
  let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
    let length = buffer.withMemoryRebound(to: CChar.self) { target in
      target.baseAddress.map { readlinkat(folder, name, $0, 4096) } ?? -1
    }
    count = max(0, length)
  }
  return bytes.isEmpty || bytes.count == 4096 ? nil : String(validating: bytes, as: UTF8.self)
}

/// The names in a folder, but for its own two; nil when they cannot be read or are too many.
///
/// Closes the descriptor.
func folderNames(_ descriptor: CInt) -> [String]? {
  var names: [String] = []
  let isWhole = forEachName(descriptor) { _, name in
    if let name = String(validatingCString: name) { names.append(name) }
  }
  return isWhole ? names : nil
}

/// Calls `body` with a descriptor of the folder and each name in it; false when they cannot be read or are too many.
///
/// Closes the descriptor. The name lives as long as the call.
func forEachName(_ descriptor: CInt, _ body: (CInt, UnsafePointer<CChar>) -> Void) -> Bool {
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return withUnsafeTemporaryAllocation(byteCount: 1 << 15, alignment: 8) { buffer in
    var count = 0
    while true {
      let size = read_folder(descriptor, buffer.baseAddress, buffer.count)
      if size <= 0 { return size == 0 }
      // Source: getdents(2): inode, offset, the entry's length, its kind, its name.
      var place = 0
      while place + 19 < size, let entry = buffer.baseAddress?.advanced(by: place) {
        place += max(20, Int(entry.loadUnaligned(fromByteOffset: 16, as: UInt16.self)))
        let name = UnsafePointer(entry.advanced(by: 19).assumingMemoryBound(to: CChar.self))
        if name[0] == 0x2E && (name[1] == 0 || (name[1] == 0x2E && name[2] == 0)) { continue }
        count += 1
        guard count <= 200_000 else { return false }
        body(descriptor, name)
      }
    }
  }
}

/// A text on one line; nil when the bytes are none: the kernel writes ASCII or UTF-8 without control characters.
func oneLine(_ bytes: [UInt8]) -> String? {
  var end = bytes.count
  while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 || bytes[end - 1] == 0 { end -= 1 }
  let line = bytes[..<end]
  guard !line.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
  return String(validating: line, as: UTF8.self)
}

/// The last part of a path.
func lastPart(_ path: String) -> Substring {
  path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
}

/// The flag `O_PATH`: opens the place and not what is there.
///
/// Source: Linux, include/uapi/asm-generic/fcntl.h, the same on x86 and ARM; glibc shows it to GNU sources only.
let placeOnly: CInt = 0o1000_0000
