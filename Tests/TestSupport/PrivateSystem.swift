import Foundation
import Glibc

/// A libvirt of its own behind `qemu:///system` for one test, by `scripts/private-system`; root's alone.
///
/// Machines there run as root, and so does what serves them. Everything ends with ``with(_:)``.
public struct PrivateSystem: Sendable {
  /// A folder for the test's files, seen from there too.
  public let folder: String
  private let process: pid_t

  /// Why it cannot be had; nil when it can.
  public static let obstacle: String? = {
    guard geteuid() == 0 else { return "only root can have a system's libvirt of its own" }
    for file in ["/usr/sbin/libvirtd", "/usr/sbin/virtlogd", "/usr/bin/unshare", "/usr/bin/nsenter"]
    where !FileManager.default.isExecutableFile(atPath: file) {
      return "there is no \(file)"
    }
    guard FileManager.default.isReadableFile(atPath: Guests.initramfs) else {
      return "there is no guest: scripts/test makes it"
    }
    // A container may give root no namespaces.
    let attempt = Process()
    attempt.executableURL = URL(filePath: "/usr/bin/unshare")
    attempt.arguments = ["--mount", "--net", "--ipc", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    attempt.standardError = FileHandle.nullDevice
    guard (try? attempt.run()) != nil else { return "unshare cannot be run" }
    attempt.waitUntilExit()
    return attempt.terminationStatus == 0 ? nil : "this system gives root no namespaces"
  }()

  /// Starts it, runs a body, and ends it after.
  public static func with<Result: Sendable>(
    _ body: @escaping @Sendable (PrivateSystem) async throws -> Result
  ) async throws -> Result {
    let folder = try TemporaryDirectory()
    let script = CommandLineProgram(PackageRoot.path + "/scripts/private-system")
    return try await script.whileRunning(["sleep", "1d"], deadline: .seconds(280)) { running in
      guard await running.says("private-system: ready") else {
        throw CommandLineProgram.DeadlineExceeded(description: "private-system: \(running.error)")
      }
      do {
        let result = try await body(PrivateSystem(folder: folder.path, process: running.process))
        running.send(SIGKILL)
        return result
      } catch {
        running.send(SIGKILL)
        throw error
      }
    }.result
  }

  /// A program that runs there; its home is the test's folder.
  public func program(_ path: String, _ arguments: [String] = []) -> CommandLineProgram {
    let enter = [
      "-t", "\(process)", "--mount", "--net", "--ipc", "--pid=/proc/\(process)/ns/pid_for_children", "--wd=\(folder)",
      "--", path,
    ]
    let names = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]
    var environment: [String: String?] = [
      "HOME": folder, "NEURON_VM_CONNECT": "qemu:///system", "LC_ALL": "C.UTF-8", "LANGUAGE": nil,
    ]
    for name in names { environment.updateValue(nil, forKey: name) }
    return CommandLineProgram("/usr/bin/nsenter", arguments: enter + arguments, environment: environment)
  }

  /// `neuron-vm`, as it was built, there.
  public var neuronVM: CommandLineProgram { program(BuiltProgram.path("neuron-vm")) }

  /// `virsh` there.
  public var virsh: CommandLineProgram { program("/usr/bin/virsh", ["-c", "qemu:///system"]) }
}
