import ArgumentParser
import NeuronVM

struct Clone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clone", abstract: "Make a copy of a machine that is off.",
    discussion: """
      The copy gets disks, network addresses, firmware variables and a TPM of its own; everything else stays as it is.
      Example: neuron-vm clone win11 win11-test
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "The new machine's name.")
  var new: String

  @Flag(help: "Keep only what differs from the first machine, which must never be started again.")
  var linked = false

  @Option(help: ArgumentHelp("The storage pool for the copies; that of the first disk otherwise.", valueName: "pool"))
  var pool: String?

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let repairs = options.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    var request = CloneRequest(name: new)
    request.isLinked = linked
    request.pool = pool
    let plan = try await machine.clonePlan(request)
    let command = CreationCommand(plan: plan, notes: repairs, options: options)
    try await command.run(hint: true) { plan, progress throws(NeuronError) in
      try await machine.clone(plan, progress: progress)
    }
  }
}
