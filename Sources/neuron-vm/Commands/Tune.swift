import ArgumentParser
import NeuronVM
import Text

struct Tune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Give a machine cores of its own and memory next to them.",
    discussion: """
      Whole cores behind one cache, QEMU's own threads apart, large pages where they are to be had. Without --apply it
      only shows what would change. What is replaced is kept with the machine, and --revert brings it back.
      """)

  @OptionGroup var target: MachineArgument

  @Flag(help: "What to do; without it nothing is changed.")
  var action: Action = .dryRun

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  enum Action: String, EnumerableFlag {
    case dryRun, apply, revert

    static func help(for value: Action) -> ArgumentHelp? {
      switch value {
      case .dryRun: "Show what would change, and do nothing."
      case .apply: "Do it; from the next start on when the machine runs."
      case .revert: "Bring back what was replaced; what was changed since stays."
      }
    }
  }

  func validate() throws {
    if host.hostRoot != nil, action != .dryRun { throw ValidationError("--host-root is for --dry-run.") }
  }

  func run() async throws {
    let machine = try await target.find()
    let plan =
      action == .revert ? try await machine.tuningReversal() : try await machine.tuningPlan(hostRoot: host.hostRoot)
    if !json { TuningReport.show(plan) }
    var outcome: ChangeOutcome?
    if action != .dryRun {
      outcome = try await Interruption.finishing(saying: tr("Finishing the change …")) {
        action == .revert ? try await machine.revertTuning(plan) : try await machine.tune(plan)
      }
    }
    if json { return Output.print(TuningRecord(machine, plan, outcome)) }
    TuningReport.conclude(plan, outcome, of: machine)
  }
}
