import ArgumentParser
import Hardware
import Text

/// The program that runs as root: it takes devices from the host and gives them back, and does nothing else.
///
/// `neuron-vm host` is its front. It has no option that names a file or a folder: root would write there.
@main
struct NeuronVMHost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neuron-vm-host",
    abstract: "What of “neuron-vm host” needs root's rights.",
    discussion:
      "Exit codes: 0 done, 1 other, 3 not found, 4 refused, 5 unavailable, 6 permission, 7 timeout, 64 usage.",
    subcommands: [Bind.self, Release.self, Undo.self, Hook.self, Returned.self])

  static func main() {
    PrivilegedProcess.clean()
    useSystemLanguage()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as BindingError {
      Speech.error(error)
      exit(withError: ExitCode(error.exitCode))
    } catch {
      exit(withError: error)
    }
  }
}
