internal import CLinux
internal import Glibc

/// What a program that runs as root takes from its caller: its arguments, its language, its three streams, and nothing
/// else.
public enum PrivilegedProcess {
  /// Where programs are looked for.
  public static let path = "/usr/sbin:/usr/bin:/sbin:/bin"

  /// Puts the environment, the mask of files and the open descriptors in order; to be called before anything else.
  public static func clean() {
    var language: [(name: String, value: String)] = []
    for name in ["LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"] {
      if let text = getenv(name), let value = String(validatingCString: text) { language.append((name, value)) }
    }
    clearenv()
    setenv("PATH", path, 1)
    // The C library makes a file's name of it.
    for (name, value) in language where value.utf8.count <= 64 && value.utf8.allSatisfy(isOfLanguage) {
      setenv(name, value, 1)
    }
    setenv("LIBDISPATCH_LOG", "NO", 1)
    umask(0o077)
    _ = close_from(3)
    // A closed stream would be the next file that is opened, and be written to.
    for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }
    _ = chdir("/")
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether it has root's rights.
  public static var isRoot: Bool { geteuid() == 0 }

  private static func isOfLanguage(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-.@:".utf8.contains(byte)
    }
  }
}
