internal import Glibc

/// The files that a process has mapped into its memory.
///
/// Source: proc(5), `/proc/PID/maps`: range, rights, offset, device, inode, and the path behind spaces.
enum MappedFiles {
  /// Calls `body` with each path in which `/dev/` occurs.
  ///
  /// A process has tens of thousands of lines: they are searched as they are read, and no text is made of the others.
  static func forEachNode(_ descriptor: CInt, _ body: (String) -> Void) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { buffer in
      guard let start = buffer.baseAddress else { return }
      // The last byte is for the end of the text.
      let room = buffer.count - 1
      var (filled, total) = (0, 0)
      while total < 1 << 26 {
        let got = read(descriptor, start + filled, room - filled)
        guard got > 0 else { break }
        total += got
        filled += got
        // What is behind the last line end is kept for the next round; no line is as long as the buffer.
        let whole = lineStart(start, filled)
        search(start, whole, body)
        filled = whole == 0 && filled == room ? 0 : filled - whole
        memmove(start, start + whole, filled)
      }
      search(start, filled, body)
    }
  }

  /// Where the line begins that the byte before `end` is in.
  private static func lineStart(_ text: UnsafePointer<CChar>, _ end: Int) -> Int {
    var place = end
    while place > 0, text[place - 1] != 0x0A { place -= 1 }
    return place
  }

  private static func search(_ text: UnsafeMutablePointer<CChar>, _ count: Int, _ body: (String) -> Void) {
    let last = text[count]
    text[count] = 0
    defer { text[count] = last }
    var place = 0
    while place < count, let found = strstr(text + place, "/dev/") {
      let middle = found - text
      // The path is the first thing in a line with a slash in it.
      var begin = lineStart(text, middle)
      while text[begin] != 0x2F { begin += 1 }
      place = middle
      while place < count, text[place] != 0x0A { place += 1 }
      let path = UnsafeBufferPointer(start: text + begin, count: place - begin)
      if let line = oneLine(path.map { UInt8(bitPattern: $0) }) { body(line) }
    }
  }
}
