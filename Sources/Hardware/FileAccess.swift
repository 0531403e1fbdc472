internal import Glibc

/// Whether a process with given rights can reach and read a file, by modes and access control lists.
public struct FileAccess: Sendable {
  /// The user's number.
  public let user: UInt32
  /// The numbers of the user's groups.
  public let groups: Set<UInt32>

  /// Judges for a user and its groups.
  public init(user: UInt32, groups: Set<UInt32>) {
    self.user = user
    self.groups = groups
  }

  /// The rights of this process.
  public static var own: FileAccess {
    var groups = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
    let count = getgroups(CInt(groups.count), &groups)
    return FileAccess(user: geteuid(), groups: Set(groups.prefix(Int(max(0, count)))).union([getegid()]))
  }

  /// What keeps the user from `path`, or nil when nothing does.
  ///
  /// - Parameters:
  ///   - path: An absolute path; links are followed.
  ///   - onlyFolders: Whether the file's own mode does not matter, as with libvirt, which makes its machines' files
  ///     readable to them itself and cannot do the same for the folders above.
  public func obstacle(to path: String, onlyFolders: Bool = false) -> Obstacle? {
    guard let resolved = realpath(path, nil) else { return errno == EACCES ? .unseen(path) : .missing(path) }
    defer { free(resolved) }
    let real = String(cString: resolved)
    var facts = stat()
    guard stat(real, &facts) == 0 else { return .missing(path) }
    guard facts.st_mode & S_IFMT != S_IFDIR else { return .isFolder(path) }
    var folder = ""
    for part in real.split(separator: "/").dropLast() {
      folder += "/" + part
      if !isAllowed(folder, right: 1) { return .folder(folder) }
    }
    return onlyFolders || isAllowed(real, right: 4) ? nil : .file(real)
  }

  /// What keeps a user from a file.
  public enum Obstacle: Hashable, Sendable {
    /// There is no such file.
    case missing(String)
    /// This process cannot look there itself.
    case unseen(String)
    /// It is a folder.
    case isFolder(String)
    /// This folder may not be passed through.
    case folder(String)
    /// The file itself may not be read.
    case file(String)
  }

  /// - Parameter right: 4 to read, 1 to pass through a folder.
  private func isAllowed(_ path: String, right: UInt16) -> Bool {
    if user == 0 { return true }
    var facts = stat()
    guard stat(path, &facts) == 0 else { return false }
    if let list = AccessControlList(of: path) {
      return list.allows(right, user: user, groups: groups, owner: facts.st_uid, owningGroup: facts.st_gid)
    }
    let mode = UInt16(truncatingIfNeeded: facts.st_mode)
    if facts.st_uid == user { return mode >> 6 & right == right }
    if groups.contains(facts.st_gid) { return mode >> 3 & right == right }
    return mode & right == right
  }
}
