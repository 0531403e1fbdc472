internal import CLinux
internal import Glibc

/// A folder of a host that many small files are read from: the way to it is walked once.
struct HostFolder: ~Copyable {
  private let root: HostRoot
  private let path: String
  private let descriptor: CInt

  /// Opens a folder; nil when there is none.
  init?(_ path: String, in root: HostRoot) {
    let descriptor = root.open(path, placeOnly | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    self.root = root
    self.path = path
    self.descriptor = descriptor
    root.recording?.folder(path, in: root)
  }

  deinit { close(descriptor) }

  /// The bytes of a file in the folder, which is no link; nil when it cannot be read.
  func bytes(_ name: String, limit: Int = 4096) -> [UInt8]? {
    // In a saved tree it could be a pipe or a device, which must not be opened.
    if !root.isLive {
      var facts = stat()
      guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0, facts.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
    }
    let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, read(file, buffer.baseAddress, limit))
    }
    root.recording?.file(path + "/" + name, bytes, in: root)
    return bytes
  }

  /// A short text; nil when it cannot be read or is none.
  func text(_ name: String) -> String? { bytes(name, limit: 512).flatMap(oneLine) }

  /// A decimal number; nil when it cannot be read or is none.
  func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// A number as the kernel writes identifiers, `0x10de`; nil when it is none of so many digits, all of which it writes.
  func hexadecimal(_ name: String, digits: Int) -> UInt32? {
    guard let text = text(name), text.hasPrefix("0x"), text.utf8.count == digits + 2 else { return nil }
    return UInt32(text.dropFirst(2), radix: 16)
  }

  /// Where a link in the folder leads, as it is written; nil when it is no link.
  func link(_ name: String) -> String? {
    let target = linkTarget(descriptor, name)
    root.recording?.link(path + "/" + name, target, in: root)
    return target
  }

  /// The last part of where a link in the folder leads; nil when it is no link.
  func linkName(_ name: String) -> String? {
    guard let target = linkTarget(descriptor, name) else { return nil }
    root.recording?.link(path + "/" + name, target, in: root)
    return String(lastPart(target))
  }
}
