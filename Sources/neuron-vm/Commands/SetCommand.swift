import ArgumentParser
import NeuronVM
import Text

struct SetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change a machine's memory, processors, title, boot order, network or autostart.",
    discussion: """
      All of it or nothing. Each line says whether it holds now or from the next start. “neuron-vm undo” takes it back.
      Example: neuron-vm set win11 --memory 16G --vcpus 8 --boot-order vda,network
      """)

  @OptionGroup var target: MachineArgument
  @OptionGroup var wishes: SettingsOptions

  @OptionGroup var options: PlanOptions

  func validate() throws {
    if wishes.request.isEmpty { throw ValidationError("Say what to change, such as --memory 8G; --help lists it all.") }
  }

  func run() async throws {
    let machine = try await target.find()
    let outcome: SettingsOutcome
    if options.dryRun {
      outcome = try await machine.settingsPlan(wishes.request).expected
    } else {
      outcome = try await Interruption.finishing(saying: tr("Finishing the change …")) {
        try await machine.set(wishes.request)
      }
    }
    let record = SettingsRecord(machine, outcome)
    if options.json { return Output.print(record) }
    for warning in outcome.warnings { Output.note(tr("warning: %1$@", warning)) }
    for change in record.changes { Output.line(change.text) }
    if outcome.changes.isEmpty { Output.line(tr("“%1$@” is so already.", machine.name)) }
  }
}
