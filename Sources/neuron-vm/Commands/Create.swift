import ArgumentParser
import NeuronVM

struct Create: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a machine from a template.",
    discussion: """
      All or nothing: when anything fails, or you press Ctrl-C, what was made is removed again.
      Example: neuron-vm create win11 --template windows11-basic --memory 8G --vcpus 4 --disk 64G --iso win11.iso --start
      """)

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var wishes: CreationOptions

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let request = wishes.request
    let hypervisor = try await connection.hypervisor()
    let repairs = options.dryRun ? [] : await Repair.finishInterrupted(hypervisor)
    let plan = try await hypervisor.plan(request)
    let command = CreationCommand(plan: plan, notes: repairs, options: options)
    try await command.run(hint: !wishes.start) { plan, progress throws(NeuronError) in
      try await hypervisor.create(plan, progress: progress)
    }
  }
}
