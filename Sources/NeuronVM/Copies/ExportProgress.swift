/// How far an export is.
public enum ExportProgress: Sendable, Hashable {
  /// This disk is copied, so that it is compact.
  case copies(disk: String)
  /// This part is written.
  case writes(part: String)
  /// So many bytes of what is under way are done, of so many.
  case done(bytes: UInt64, of: UInt64)
  /// It was stopped, and libvirt has to finish a copy before it can be removed.
  case finishing
  /// Something failed, and what was begun is removed.
  case undoing
}
