import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct SnapshotList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show a machine's snapshots, each below the one it follows.")

  @OptionGroup var target: MachineArgument

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let machine = try await target.find()
    let snapshots = try await machine.snapshots()
    if json {
      Output.print(
        snapshots.tree.entries.map { SnapshotRecord($0.snapshot, isCurrent: $0.snapshot.name == snapshots.current) })
      return
    }
    if snapshots.tree.entries.isEmpty {
      Output.note(tr("There is no snapshot yet. Make one: neuron-vm snapshot create %1$@", ShellWord(machine.name)))
      return
    }
    Output.text(SnapshotReport.table(snapshots).text)
  }
}
