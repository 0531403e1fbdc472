internal import CXattr

/// A file's POSIX access control list.
///
/// Source: Linux, include/uapi/linux/posix_acl_xattr.h; the order of the checks is acl(5)'s.
struct AccessControlList {
  private struct Entry {
    let tag: UInt16
    let rights: UInt16
    let id: UInt32
  }

  private let entries: [Entry]

  /// Reads the list of the file at `path`; nil when it has none beyond its mode.
  init?(of path: String) {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = bytes.withUnsafeMutableBytes { getxattr(path, "system.posix_acl_access", $0.baseAddress, $0.count) }
    guard count > 0 else { return nil }
    self.init(bytes: Array(bytes[..<count]))
  }

  /// Reads the kernel's form: a version of four bytes, then entries of eight; little-endian.
  ///
  /// nil for any other.
  init?(bytes: [UInt8]) {
    func number(_ offset: Int, _ size: Int) -> UInt32 {
      (0..<size).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }
    guard bytes.count >= 4, number(0, 4) == 2, (bytes.count - 4).isMultiple(of: 8) else { return nil }
    entries = stride(from: 4, to: bytes.count, by: 8).map {
      Entry(tag: UInt16(number($0, 2)), rights: UInt16(number($0 + 2, 2)), id: number($0 + 4, 4))
    }
  }

  /// Whether the list lets a user do what `right` says (4 read, 1 pass through).
  func allows(_ right: UInt16, user: UInt32, groups: Set<UInt32>, owner: UInt32, owningGroup: UInt32) -> Bool {
    let (ownerTag, userTag, groupTag, namedGroupTag, maskTag, otherTag) = (
      UInt16(0x01), UInt16(0x02), UInt16(0x04), UInt16(0x08), UInt16(0x10), UInt16(0x20)
    )
    let mask = entries.first { $0.tag == maskTag }?.rights ?? 7
    func has(_ rights: UInt16) -> Bool { rights & right == right }
    if user == owner { return entries.contains { $0.tag == ownerTag && has($0.rights) } }
    if let entry = entries.first(where: { $0.tag == userTag && $0.id == user }) { return has(entry.rights & mask) }
    let mine = entries.filter {
      ($0.tag == groupTag && groups.contains(owningGroup)) || ($0.tag == namedGroupTag && groups.contains($0.id))
    }
    if !mine.isEmpty { return mine.contains { has($0.rights & mask) } }
    return entries.contains { $0.tag == otherTag && has($0.rights) }
  }
}
