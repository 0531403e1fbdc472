import ArgumentParser
import NeuronVM

/// A command about one snapshot that is there.
struct SnapshotArgument: ParsableArguments {
  @OptionGroup var target: MachineArgument

  @Argument(
    help: ArgumentHelp("The snapshot's name.", valueName: "snapshot"), completion: .snapshotNames)
  var snapshot: String
}
