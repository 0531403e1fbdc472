/// Why a folder cannot be read as a host.
public enum HostRootError: Error, Hashable, Sendable {
  /// It cannot be opened; `reason` is the system's.
  case unusable(path: String, reason: String)
  /// It holds neither `sys` nor `proc`.
  case noHost(path: String)
}
