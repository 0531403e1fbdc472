public import Glibc

/// The private `qemu:///session` that `scripts/private-session` prepares for tests.
public enum PrivateSession {
  /// Its folder; nil when there is none, or when this is root, whose session is the system's daemon.
  public static let folder: String? = geteuid() == 0 ? nil : environment("NEURON_VM_PRIVATE_SESSION")

  /// Whether tests may use `qemu:///session`.
  public static var isAvailable: Bool { folder != nil }

  /// Gives this process yet another session, with a daemon of its own that it may kill.
  ///
  /// To be called before the first connection, in a process that does nothing else: an exit test.
  ///
  /// Returns the folder it lives in.
  @discardableResult
  public static func separate(_ name: String) -> String {
    guard let folder else { return "" }
    let own = folder + "/" + name + "-\(getpid())"
    mkdir(own, 0o700)
    let places = [
      "HOME": "h", "XDG_RUNTIME_DIR": "r", "XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "k", "XDG_DATA_HOME": "d",
    ]
    for (variable, place) in places {
      mkdir(own + "/" + place, 0o700)
      setenv(variable, own + "/" + place, 1)
    }
    return own
  }

  /// Sends a signal to this session's libvirtd; false when none runs.
  @discardableResult
  public static func signalDaemon(_ signal: Int32) -> Bool {
    guard let process = daemonProcess else { return false }
    return kill(process, signal) == 0
  }

  /// The process of this session's libvirtd, by its own word; nil when none runs.
  public static var daemonProcess: pid_t? {
    guard let runtime = environment("XDG_RUNTIME_DIR"), let file = fopen(runtime + "/libvirt/libvirtd.pid", "r")
    else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, 32, file) != nil else { return nil }
    let process = pid_t(atoi(line))
    return process > 1 && kill(process, 0) == 0 ? process : nil
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
