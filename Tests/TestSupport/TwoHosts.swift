import Foundation
public import Glibc

/// Two computers with a libvirt each, in namespaces of their own: `alpha`, where the program runs, and `beta`.
public struct TwoHosts: Sendable {
  /// The folder that all of it is in.
  public let folder: String

  /// Why there are none here; nil where there can be some.
  public static let obstacle: String? = {
    guard PrivateSession.isAvailable else { return "run by scripts/private-session" }
    let attempt = Process()
    attempt.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    attempt.arguments = ["--user", "--map-current-user", "--keep-caps", "--net", "--mount", "--uts", "true"]
    attempt.standardError = FileHandle.nullDevice
    guard (try? attempt.run()) != nil else { return "unshare is missing" }
    attempt.waitUntilExit()
    return attempt.terminationStatus == 0 ? nil : "this system gives an ordinary user no network namespace"
  }()

  /// Runs a body with two computers, and ends them after.
  public static func with<Result: Sendable>(
    _ body: @escaping @Sendable (TwoHosts) async throws -> Result
  ) async throws -> Result {
    var template = Array(((PrivateSession.folder ?? "/tmp") + "/2-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
    let hosts = TwoHosts(folder: String(cString: made))
    let script = CommandLineProgram(PackageRoot.path + "/scripts/two-hosts")
    let (result, outcome) = try await script.whileRunning([hosts.folder], deadline: .seconds(280)) { running in
      guard await running.says("ready", count: 1) else { return Swift.Result<Result, any Error>.failure(NotReady()) }
      let result: Swift.Result<Result, any Error>
      do { result = .success(try await body(hosts)) } catch { result = .failure(error) }
      running.send(SIGTERM)
      return result
    }
    await hosts.end()
    if case .failure(is NotReady) = result { throw NotReady(words: outcome.description) }
    return try result.get()
  }

  /// The two did not come up.
  public struct NotReady: Error, CustomStringConvertible {
    var words = ""
    /// What the script said.
    public var description: String { words }
  }

  /// Where alpha's libvirt is, seen from anywhere.
  public var alpha: String { "qemu:///session?socket=\(folder)/alpha/r/libvirt/libvirt-sock" }
  /// Where beta's libvirt is, seen from anywhere.
  public var beta: String { "qemu:///session?socket=\(folder)/beta/r/libvirt/libvirt-sock" }
  /// The same by ssh, seen from alpha.
  public static let betaBySSH = "qemu+ssh://beta/session"

  /// The folder of one path that is another one at each of them.
  public var images: String { folder + "/images" }

  /// The names of the files in ``images`` at one of them.
  public func images(at name: String) -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: folder + "/\(name)/images")) ?? [])
  }

  /// `neuron-vm` as a user of alpha runs it, within its network.
  public var neuronVM: CommandLineProgram { program([BuiltProgram.path("neuron-vm")]) }

  /// Another program of alpha's.
  public func program(_ words: [String]) -> CommandLineProgram {
    let process = (try? String(contentsOfFile: folder + "/alpha.pid", encoding: .utf8)) ?? ""
    let enter = [
      "--target", process.trimmingCharacters(in: .whitespacesAndNewlines), "--user", "--preserve-credentials", "--net",
      "--mount", "--uts", "setpriv", "--ambient-caps=-all", "--inh-caps=-all",
    ]
    return CommandLineProgram("/usr/bin/nsenter", arguments: enter + words, environment: environment)
  }

  /// `virsh` at one of the two.
  public func virsh(_ uri: String) -> CommandLineProgram {
    CommandLineProgram("/usr/bin/virsh", arguments: ["-q", "-c", uri], environment: environment)
  }

  private var environment: [String: String?] {
    var environment: [String: String?] = ["NEURON_VM_CONNECT": alpha, "LIBVIRT_DEFAULT_URI": alpha]
    for (variable, place) in [
      "HOME": "h", "XDG_RUNTIME_DIR": "r", "XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "k", "XDG_DATA_HOME": "d",
      "XDG_STATE_HOME": "s",
    ] { environment[variable] = folder + "/alpha/" + place }
    return environment
  }

  /// Where alpha's user remembers things.
  public func file(_ path: String) -> String { folder + "/alpha/" + path }

  /// Journals of moves and creations that are not over.
  public func journals() -> [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: file("s/neuron-vm/journal")))?
      .filter { $0.hasSuffix(".journal") } ?? []
  }

  /// The process of beta's libvirtd; nil when none runs.
  public var betaDaemon: pid_t? {
    let text = try? String(contentsOfFile: folder + "/beta/r/libvirt/libvirtd.pid", encoding: .utf8)
    return text.flatMap { pid_t($0.split(separator: "\n").first.map(String.init) ?? "") }
  }

  private func end() async {
    let name = Data(folder.utf8)
    func left() -> [pid_t] {
      ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }.filter {
        process in
        process != getpid()
          && ["cmdline", "environ"].contains { part in
            (FileManager.default.contents(atPath: "/proc/\(process)/\(part)") ?? Data()).range(of: name) != nil
          }
      }
    }
    _ = await eventually(within: .seconds(30)) {
      let processes = left()
      for process in processes { kill(process, SIGKILL) }
      return processes.isEmpty
    }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
