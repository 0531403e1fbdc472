import ArgumentParser
import NeuronVM
import Text

struct Logs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show what QEMU, libvirt and this program say of a machine, with what it means.",
    discussion: """
      What is known about a line stands below it. The options that QEMU is started with are left out; --raw shows them.
      """)

  @OptionGroup var target: MachineArgument

  @Flag(name: [.short, .long], help: "Go on with what comes; Ctrl-C ends.")
  var follow = false

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show the last lines only.", valueName: "count"))
  var lines = 50

  @Flag(help: "Show every line as it is.")
  var raw = false

  @Flag(help: "Print JSON; with --follow, one object a line.")
  var json = false

  func validate() throws {
    if lines < 1 { throw ValidationError("--lines needs a number that is above zero.") }
  }

  func run() async throws {
    let machine = try await target.find()
    let (json, follow) = (json, follow)
    try await machine.log(last: lines, isRaw: raw, follows: follow) { entries in
      if json, !follow {
        Output.print(entries.map(LogRecord.init))
      } else if entries.isEmpty {
        Output.note(tr("Nothing is written about “%1$@” yet.", machine.name))
      } else {
        for entry in entries.map(LogRecord.init) {
          if json { Output.text(Output.json(entry, onOneLine: true) + "\n") } else { entry.print() }
        }
      }
    }
  }
}
