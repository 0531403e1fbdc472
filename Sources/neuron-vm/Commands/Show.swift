import ArgumentParser
import NeuronVM
import Text

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what a machine is made of.")

  @OptionGroup var target: MachineArgument

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print libvirt's own XML.")
  var xml = false

  func validate() throws {
    if xml, json { throw ValidationError("--xml and --json exclude each other.") }
  }

  func run() async throws {
    let machine = try await target.find()
    if xml {
      Output.document(try await machine.definition())
      return
    }
    let record = MachineDetailsRecord(try await machine.details())
    if json { Output.print(record) } else { Output.text(record.text) }
  }
}
