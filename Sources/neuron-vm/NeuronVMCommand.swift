import ArgumentParser
import Glibc
import NeuronVM
import Text

/// The root command.
///
/// Every command states its name: finding it out from the type's name costs each start of the program 1.5 ms.
@main
struct NeuronVMCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neuron-vm",
    abstract: "Virtual machines on Linux: Windows 10 and 11 next to Linux.",
    discussion: """
      MACHINE is a machine's name or its UUID.
      Exit codes: 0 done, 1 other, 3 not found, 4 refused, 5 unavailable, 6 permission, 7 timeout, 64 usage.
      """,
    version: NeuronVM.version,
    groupedSubcommands: [
      CommandGroup(name: "See", subcommands: [List.self, Show.self, Watch.self, Logs.self, Console.self]),
      CommandGroup(
        name: "Make and remove",
        subcommands: [
          Create.self, Clone.self, Import.self, Export.self, Delete.self, Repair.self, Template.self, ISO.self,
        ]),
      CommandGroup(
        name: "Change", subcommands: [SetCommand.self, Rename.self, Edit.self, Tune.self, History.self, Undo.self]),
      CommandGroup(name: "Devices", subcommands: [CDROM.self, DiskCommand.self, Share.self]),
      CommandGroup(
        name: "Switch",
        subcommands: [
          Start.self, Stop.self, ForceStop.self, Pause.self, Resume.self, Reboot.self, Reset.self, Save.self,
          Restore.self, Autostart.self,
        ]),
      CommandGroup(name: "Keep", subcommands: [Snapshot.self]),
      CommandGroup(
        name: "This computer and others",
        subcommands: [Host.self, GPU.self, PCI.self, USB.self, Connections.self, Migrate.self]),
    ])

  static func main() async {
    // A reader that goes away must not end a change half-way; Output ends the program where that is right.
    signal(SIGPIPE, SIG_IGN)
    useSystemLanguage()
    // Scripts ask this again and again, and reading the whole command line takes longer than the answer.
    if CommandLine.arguments.dropFirst() == ["--version"] { return Output.line(NeuronVM.version) }
    // libdispatch's threads try to raise their priority, which no ordinary user may, and say so in the system's log: a
    // line and half a millisecond for each start.
    // SAFETY: literals, and no other thread runs yet.
    _ = unsafe setenv("LIBDISPATCH_LOG", "NO", 0)
    if CommandLine.arguments.dropFirst() == ["--generate-completion-script", "bash"] {
      return Output.text(BashCompletion.script)
    }
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as NeuronError {
      ErrorReport(error).print(asJSON: Output.isJSON)
      exit(withError: ExitCode(error.exitCode))
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let hint = OptionOrder.hint(for: Array(CommandLine.arguments.dropFirst()))
      if Output.isJSON {
        ErrorReport(usage: hint ?? message(for: error)).print(asJSON: true)
        exit(withError: ExitCode.validationFailure)
      }
      exit(withError: hint.map { ValidationError($0) } ?? error)
    }
  }
}
