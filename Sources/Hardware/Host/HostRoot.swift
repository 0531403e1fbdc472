internal import CLinux
internal import Glibc

/// The root of a host's file system: the running one, or a saved one in a folder.
///
/// In a saved one links are followed as if the folder were `/`: none leads out of it, whatever it says. Reading never
/// fails; what cannot be read is nil. Nothing but regular files is opened, and none is read beyond a limit.
///
/// May be used from any thread.
public final class HostRoot: Sendable {
  /// The folder.
  public let path: String
  /// Whether it is the running host.
  public let isLive: Bool
  let folder: CInt
  /// What was read, where somebody wants to save it.
  let recording: HostRecording?

  /// Opens a root; `/` is the running host.
  public convenience init(_ path: String = "/") throws(HostRootError) { try self.init(path, recording: nil) }

  init(_ path: String, recording: HostRecording?) throws(HostRootError) {
    self.path = path
    self.recording = recording
    isLive = path == "/"
    folder = openat(AT_FDCWD, path, placeOnly | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
    guard isFolder("sys") || isFolder("proc") else {
      close(folder)
      throw .noHost(path: path)
    }
  }

  deinit { close(folder) }

  /// The bytes of a regular file; nil when it cannot be read or is longer than `limit`.
  func bytes(_ path: String, limit: Int = 1 << 16, isRecorded: Bool = true) -> [UInt8]? {
    let bytes = regularFile(path).flatMap { readAll($0, limit: limit) }
    if isRecorded { recording?.file(path, bytes, in: self) }
    return bytes
  }

  /// The beginning of a regular file, `limit` bytes at most; nil when it cannot be read.
  ///
  /// For files that the kernel makes piece by piece as they are read.
  func beginning(_ path: String, limit: Int = 4096) -> [UInt8]? {
    guard let descriptor = regularFile(path) else { return nil }
    defer { close(descriptor) }
    let bytes = readSome(descriptor, limit: limit)
    recording?.file(path, bytes, in: self)
    return bytes
  }

  /// A short text without the line end; nil when it cannot be read, is no UTF-8 or holds control characters.
  func text(_ path: String, limit: Int = 4096) -> String? { bytes(path, limit: limit).flatMap(oneLine) }

  /// The lines of a text; nil when it cannot be read or is longer than `limit`.
  func lines(_ path: String, limit: Int = 1 << 20) -> [Substring]? {
    guard let bytes = bytes(path, limit: limit) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// Where a link leads, as it is written; nil when it is no link.
  func link(_ path: String) -> String? {
    let target = withParent(of: path) { parent, name in linkTarget(parent, name) } ?? nil
    recording?.link(path, target, in: self)
    return target
  }

  /// The names in a folder, in no order; nil when it cannot be read or holds more than 200,000.
  func names(_ path: String) -> [String]? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    let names = folderNames(descriptor)
    recording?.folder(path, in: self)
    return names
  }

  /// Whether there is a folder.
  func isFolder(_ path: String) -> Bool {
    let descriptor = open(path, placeOnly | O_DIRECTORY)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    recording?.folder(path, in: self)
    return true
  }

  /// Whether there is anything at all, a folder or a file, that can be seen.
  func exists(_ path: String) -> Bool {
    let descriptor = open(path, placeOnly)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return false }
    if facts.st_mode & S_IFMT == S_IFDIR { recording?.folder(path, in: self) } else { recording?.mark(path, in: self) }
    return true
  }

  // The recording itself looks around without being recorded.

  func link(unrecorded path: String) -> String? { withParent(of: path) { linkTarget($0, $1) } ?? nil }

  func names(unrecorded path: String) -> [String]? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY)
    return descriptor >= 0 ? folderNames(descriptor) : nil
  }

  func isFolder(unrecorded path: String) -> Bool {
    let descriptor = open(path, placeOnly | O_DIRECTORY)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
  }

  /// Opens a path below the root; negative when it cannot be.
  func open(_ path: String, _ flags: CInt) -> CInt {
    let flags = flags | O_CLOEXEC
    return isLive ? openat(folder, path, flags) : open_in_root(folder, path, flags)
  }

  /// A regular file, open for reading; nil for anything else, which is not even opened: a saved tree may hold pipes and
  /// devices.
  private func regularFile(_ path: String) -> CInt? {
    if isLive {
      let descriptor = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      return descriptor >= 0 ? descriptor : nil
    }
    let place = open(path, placeOnly)
    guard place >= 0 else { return nil }
    defer { close(place) }
    guard isRegular(place) else { return nil }
    let descriptor = openat(folder, "/proc/self/fd/\(place)", O_RDONLY | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Opens the folder that a path is in, its own links followed, and gives the last name.
  private func withParent<Value>(of path: String, _ body: (CInt, String) -> Value) -> Value? {
    guard let slash = path.lastIndex(of: "/") else { return body(folder, path) }
    let parent = open(String(path[..<slash]), placeOnly | O_DIRECTORY)
    guard parent >= 0 else { return nil }
    defer { close(parent) }
    return body(parent, String(path[path.index(after: slash)...]))
  }
}
