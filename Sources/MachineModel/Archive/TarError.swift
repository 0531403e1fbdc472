import Text

/// Why an archive is not read.
public enum TarError: Error, Hashable, Sendable {
  /// It is no tar archive, or its headers are damaged, at this byte.
  case damaged(at: UInt64)
  /// It ends in the middle of a member.
  case cutOff
  /// A member's name is a path, or cannot be a file's name.
  case badName(String)
  /// A member is a link, a folder, a device, or something else that is no plain file.
  case noFile(String)
  /// Two members have this name.
  case repeated(String)
  /// There are more members than anything of this kind has.
  case tooMany
}

extension TarError: CustomStringConvertible {
  /// What is wrong, as the end of “FILE …”.
  public var description: String {
    switch self {
    case .damaged(let offset): tr("is no whole archive: its header at byte %1$@ cannot be read", offset)
    case .cutOff: tr("ends too early: it was not copied whole")
    case .badName(let name): tr("holds a file with the name “%1$@”, which could lead out of it", name)
    case .noFile(let name): tr("holds “%1$@”, which is no plain file", name)
    case .repeated(let name): tr("holds “%1$@” twice", name)
    case .tooMany: tr("holds too many files")
    }
  }
}
