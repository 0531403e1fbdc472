internal import CLinux
internal import Glibc

/// Where the privileged program reads, writes and remembers.
///
/// The program itself knows only ``standard``: a folder that somebody names would make root write there. Tests have
/// folders of their own.
public struct HostPlaces: Sendable {
  /// The host, whose `sys` is written to.
  public let root: HostRoot
  /// What outlives a restart: journals, and what was taken from the host.
  public let state: String
  /// What does not: locks, and which drivers do not let go.
  public let runtime: String
  /// The program that loads modules, and what stands before the module's name.
  let modprobe: [String]
  /// How long a driver may take to let a device go, or to take it.
  let patience: Duration
  /// Whether a child makes each write, so that none can block this process.
  ///
  /// Forking disturbs whoever else in the process relies on a lock's end: tests do without it where they can.
  let writesInChildren: Bool

  /// Places of one's own.
  public init(
    root: HostRoot, state: String, runtime: String, modprobe: [String] = [], patience: Duration = .seconds(15),
    writesInChildren: Bool = true
  ) {
    self.root = root
    self.state = state
    self.runtime = runtime
    self.modprobe = modprobe
    self.patience = patience
    self.writesInChildren = writesInChildren
  }

  /// The places of this computer.
  public static func standard() throws(HostRootError) -> HostPlaces {
    let modprobe = ["/usr/sbin/modprobe", "/sbin/modprobe"].first { (path: String) in access(path, X_OK) == 0 }
    return HostPlaces(
      root: try HostRoot("/"), state: "/var/lib/neuron-vm", runtime: "/run/neuron-vm",
      modprobe: modprobe.map { [$0, "-q", "--"] } ?? [])
  }

  /// The folder of the journals.
  var journal: String { state + "/journal" }
  /// The folder of what was taken from the host.
  var bound: String { state + "/bound" }
  /// The folder of the locks.
  var locks: String { runtime + "/locks" }

  /// When this computer was started, as a number of the kernel's; empty when it does not tell.
  var boot: String { root.text("proc/sys/kernel/random/boot_id") ?? "" }

  /// Makes the folders, and looks that nobody else can write to them.
  func prepare() throws(BindingError) {
    for (path, mode) in [(state, mode_t(0o700)), (runtime, 0o755)] {
      // The mode is that of the call, whatever the caller's mask.
      if mkdir(path, mode) == 0 { chmod(path, mode) } else if errno != EEXIST { throw .file(path, errorText()) }
      var facts = stat()
      guard lstat(path, &facts) == 0 else { throw .file(path, errorText()) }
      guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(), facts.st_mode & 0o022 == 0 else {
        throw .file(path, "it is not a folder that only its owner can write to")
      }
    }
  }
}

/// The text of the latest failed call's error.
func errorText(_ number: CInt = errno) -> String { String(cString: strerror(number)) }
