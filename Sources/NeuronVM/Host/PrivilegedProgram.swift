import FoundationEssentials
import Glibc
import MachineModel
import Subprocess
import SystemPackage
import Text

/// The program that does what needs root's rights, `neuron-vm-host`, and the way to it.
///
/// It is given a verb and its arguments, and reads and judges everything itself.
public struct PrivilegedProgram: Sendable {
  /// The program.
  let path: String
  /// What stands before it, such as pkexec; empty for root.
  let way: [String]

  /// Finds the program, and the way to it for this user.
  ///
  /// - Parameters:
  ///   - executable: The absolute path of the running program: the other one is in `../libexec/neuron-vm`, or beside it
  ///     where it was built.
  ///   - words: What it is to be asked, for the remedy.
  ///   - isRoot: Whether the user has root's rights already; nil for those of this process.
  ///   - pkexec: The program that asks for them.
  public init(
    executable: String? = nil, asking words: [String], isRoot: Bool? = nil, pkexec: String = "/usr/bin/pkexec"
  ) throws(NeuronError) {
    let own = executable ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = FilePath(own).removingLastComponent()
    let places = [
      folder.removingLastComponent().appending("libexec/neuron-vm/neuron-vm-host").string,
      folder.appending("neuron-vm-host").string,
    ]
    guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw .file(path: places[0], reason: tr("the part of this program that works as root is not installed"))
    }
    self.path = path
    if isRoot ?? (geteuid() == 0) {
      way = []
    } else if FileManager.default.isExecutableFile(atPath: pkexec) {
      way = [pkexec]
    } else {
      let command = (["sudo", own] + words).map(ShellWord.quoted).joined(separator: " ")
      throw .refused([
        Problem(
          code: "rights.missing",
          message: tr("This needs root's rights, and there is no polkit (pkexec) to ask for them."),
          remedy: tr("Run it as root: %1$@", command))
      ])
    }
  }

  /// Runs it to its end with these streams; its exit code.
  ///
  /// Throws `refused` when the user was not let in.
  public func run(_ words: [String]) async throws(NeuronError) -> Int32 {
    let command = way + [path] + words
    let status: TerminationStatus
    do {
      // The three are lent, not given.
      let result = try await Subprocess.run(
        .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      status = result.terminationStatus
    } catch {
      throw .file(path: command[0], reason: "\(error)")
    }
    switch status {
    // Those of pkexec itself: not let in, or the question was closed.
    case .exited(126) where !way.isEmpty, .exited(127) where !way.isEmpty:
      throw .unreadable(path: path, remedy: tr("Ask who administers this computer, or run it by sudo."))
    case .exited(let code): return code
    case .signaled(let number): return 128 + number
    }
  }
}
