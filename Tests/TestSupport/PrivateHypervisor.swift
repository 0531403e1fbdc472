import Foundation
public import Glibc

/// A libvirt of its own for one test: its own folders, and so its own libvirtd, below the private session's folder.
///
/// Nothing is there at first, no storage pool either. ``end()`` ends the daemon and the machines.
public struct PrivateHypervisor: Sendable {
  /// The folder that all of it is in; its path is short, because sockets stand in it.
  public let folder: String

  /// Where the connection goes, seen from a program with ``environment``.
  public static let uri = "qemu:///session"

  /// The variables that make it the session of a program.
  public let environment: [String: String?]

  private static let places = [
    "HOME": "h", "XDG_RUNTIME_DIR": "r", "XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "k", "XDG_DATA_HOME": "d",
    "XDG_STATE_HOME": "s",
  ]

  /// Makes the folders; the daemon starts with the first connection.
  public init() throws {
    var template = Array(((PrivateSession.folder ?? "/tmp") + "/i-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
    let folder = String(cString: made)
    self.folder = folder
    var environment: [String: String?] = ["NEURON_VM_CONNECT": Self.uri, "LIBVIRT_DEFAULT_URI": Self.uri]
    for (variable, place) in Self.places {
      environment[variable] = folder + "/" + place
      try FileManager.default.createDirectory(
        atPath: folder + "/" + place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    self.environment = environment
    // Asking QEMU what it can do takes libvirt seconds; what one session has learned holds in all.
    Self.copyFolder(Self.sharedCapabilities, to: capabilities)
  }

  private var capabilities: String { folder + "/k/libvirt/qemu/cache/capabilities" }

  private static let sharedCapabilities =
    (ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? "/tmp") + "/libvirt/qemu/cache/capabilities"

  private static func copyFolder(_ from: String, to: String) {
    guard FileManager.default.fileExists(atPath: from), !FileManager.default.fileExists(atPath: to) else { return }
    let parent = URL(fileURLWithPath: to).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try? FileManager.default.copyItem(atPath: from, toPath: to)
  }

  /// `neuron-vm`, as it was built, on this hypervisor.
  public var neuronVM: CommandLineProgram {
    CommandLineProgram(BuiltProgram.path("neuron-vm"), environment: environment)
  }

  /// `virsh`, on this hypervisor: another tool that manages the same machines.
  public var virsh: CommandLineProgram {
    CommandLineProgram("/usr/bin/virsh", arguments: ["-c", Self.uri], environment: environment)
  }

  /// Another built program on this hypervisor.
  public func program(_ name: String) -> CommandLineProgram {
    CommandLineProgram(BuiltProgram.path(name), environment: environment)
  }

  /// Where the connection goes, seen from this process; needs the daemon to run.
  public var uriFromHere: String { "qemu:///session?socket=\(folder)/r/libvirt/libvirt-sock" }

  /// The folder where disks are kept.
  public var images: String { folder + "/d/libvirt/images" }

  /// The process of the daemon; nil when none runs.
  public var daemon: pid_t? {
    guard let text = try? String(contentsOfFile: folder + "/r/libvirt/libvirtd.pid", encoding: .utf8),
      let process = pid_t(text.split(separator: "\n").first.map(String.init) ?? ""), process > 1, kill(process, 0) == 0
    else { return nil }
    return process
  }

  /// Sends the daemon a signal; false when none runs.
  @discardableResult
  public func signalDaemon(_ signal: Int32) -> Bool { daemon.map { kill($0, signal) == 0 } ?? false }

  /// All that is in the folder but for folders, relative to it: definitions, disks, firmware variables, journals, sockets.
  ///
  /// Logs, caches, the history of machines and what the daemons keep whatever machines there are do not count.
  public func files() -> Set<String> {
    all { path, isFolder in
      !isFolder && !path.hasPrefix("k/") && !path.hasPrefix("h/") && !path.hasPrefix(Self.history)
        && !Self.daemonsOwn.contains { path.hasPrefix($0) }
    }
  }

  /// The files that stand for machines and their parts: ``files()`` but for storage pools' definitions.
  public func filesOfMachines() -> Set<String> {
    files().filter { !$0.hasPrefix("c/libvirt/storage/") && !$0.hasPrefix("r/libvirt/storage/run/") }
  }

  /// Files and folders whose path holds one of the words, but for logs and the history of machines.
  public func traces(of words: String...) -> Set<String> {
    all { path, _ in !path.hasSuffix(".log") && !path.hasPrefix(Self.history) && words.contains { path.contains($0) } }
  }

  private func all(_ counts: (_ path: String, _ isFolder: Bool) -> Bool) -> Set<String> {
    var found: Set<String> = []
    for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      if counts(path, exists && isFolder.boolValue) { found.insert(path) }
    }
    return found
  }

  /// What machines were before, which is to outlive them.
  private static let history = "s/neuron-vm/history"

  /// What the daemons keep for themselves.
  private static let daemonsOwn =
    ["libvirt", "virtlogd", "common/", "network/", "nodedev/", "interface/", "secrets/", "nwfilter/", "hostdevmgr/"]
    .map { "r/libvirt/" + $0 }
    + ["qemu/run/", "storage/run/"].flatMap { ["r/libvirt/\($0)autostarted", "r/libvirt/\($0)driver.pid"] }
    + ["c/var/lib/swtpm-localca/", "c/swtpm"]

  /// Ends the machines and the daemon, and removes the folders.
  public func end() async {
    for process in processes() { kill(process, SIGKILL) }
    _ = await eventually(within: .seconds(30)) { processes().isEmpty }
    Self.copyFolder(capabilities, to: Self.sharedCapabilities)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// This user's processes whose command or environment names the folder: libvirtd, virtlogd, QEMU, swtpm.
  public func processes() -> [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let name = Data(folder.utf8)
    return all.compactMap { pid_t($0) }.filter { process in
      guard process != getpid() else { return false }
      return ["cmdline", "environ"].contains { part in
        (FileManager.default.contents(atPath: "/proc/\(process)/\(part)") ?? Data()).range(of: name) != nil
      }
    }
  }
}
