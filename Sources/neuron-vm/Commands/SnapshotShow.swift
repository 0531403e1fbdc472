import ArgumentParser
import NeuronVM
import Text

struct SnapshotShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is in a snapshot and what is not.")

  @OptionGroup var target: SnapshotArgument

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let machine = try await target.target.find()
    let record = SnapshotDetailsRecord(try await machine.snapshot(named: target.snapshot))
    if json { Output.print(record) } else { Output.text(record.text) }
  }
}
