import Dispatch
internal import Glibc

/// Says when something in a folder changes: the kernel's own notice, nothing is asked again and again.
public enum FolderChanges {
  /// One element whenever files whose names begin with `prefix` were written, made, moved or removed.
  ///
  /// Several changes may make one element. Nil when the folder cannot be watched. The watch ends with the stream's last
  /// reader.
  public static func stream(in folder: String, prefix: String) -> AsyncStream<Void>? {
    let descriptor = inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { return nil }
    let events = UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
    guard inotify_add_watch(descriptor, folder, events | UInt32(IN_ONLYDIR)) >= 0 else {
      close(descriptor)
      return nil
    }
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    // SAFETY: libdispatch's sources may be cancelled from any thread.
    nonisolated(unsafe) let source = DispatchSource.makeReadSource(
      fileDescriptor: descriptor, queue: DispatchQueue(label: "folder-changes"))
    let wanted = Array(prefix.utf8)
    source.setEventHandler { if read(from: descriptor, wanted) { continuation.yield() } }
    source.setCancelHandler { close(descriptor) }
    continuation.onTermination = { _ in source.cancel() }
    source.resume()
    return stream
  }

  /// Takes all notices that wait; says whether one is about a wanted name, or whether some were lost.
  private static func read(from descriptor: CInt, _ wanted: [UInt8]) -> Bool {
    var isWanted = false
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return isWanted }
      var start = 0
      // A notice: watch, mask, cookie and the name's length, four bytes each, and the name, filled up with zeroes.
      while start + 16 <= count {
        let mask = number(buffer, start + 4)
        let length = Int(number(buffer, start + 12))
        guard start + 16 + length <= count else { break }
        let name = buffer[(start + 16)..<(start + 16 + length)].prefix { $0 != 0 }
        if name.starts(with: wanted) || mask & UInt32(IN_Q_OVERFLOW) != 0 { isWanted = true }
        start += 16 + length
      }
    }
  }

  private static func number(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32($1 * 8) }
  }
}
