/// Where libvirt keeps QEMU's logs on this computer.
struct LogPlace: Hashable {
  /// The folder.
  let folder: String
  /// The file's name in it; older ones have `.0`, `.1` and so on after it.
  let name: String

  /// - Parameters:
  ///   - isSession: Whether the machine belongs to one user; root's session is the system.
  ///   - environment: That user's environment.
  ///   - isRoot: Whether this process is root.
  init(machine: String, isSession: Bool, environment: [String: String], isRoot: Bool) {
    name = machine + ".log"
    if isSession, !isRoot {
      let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      folder = (cache ?? (environment["HOME"] ?? "") + "/.cache") + "/libvirt/qemu/log"
    } else {
      folder = "/var/log/libvirt/qemu"
    }
  }

  var path: String { folder + "/" + name }
}
