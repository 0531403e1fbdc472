import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct ISORemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an ISO, or what an unfinished copy left.",
    discussion: "One that a machine uses stays.")

  @Argument(help: ArgumentHelp("The ISO's name.", valueName: "name"), completion: .isoNames)
  var name: String

  @Option(help: ArgumentHelp("The storage pool, where several have an ISO of that name.", valueName: "pool"))
  var pool: String?

  @OptionGroup var connection: ConnectionOptions

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    if json, !yes {
      throw NeuronError.refused([
        Problem(
          code: "confirmation", message: tr("Nobody can be asked with --json, so nothing was removed."),
          remedy: tr("Add --yes to remove the ISO."))
      ])
    }
    let hypervisor = try await connection.hypervisor()
    let repairs = await Repair.finishInterrupted(hypervisor)
    let plan = try await hypervisor.isoRemovalPlan(name, pool: pool)
    Output.note(tr("Removes %1$@ (%2$@)", plan.path, ByteCount(bytes: plan.size).rounded))
    if !plan.isOurs { Output.note(tr("It is in the storage pool “%1$@”, which is not ours.", plan.pool)) }
    guard yes || Question.ask(tr("Remove “%1$@”? [y/N] ", plan.name)) else {
      Output.note(tr("Nothing was removed."))
      throw ExitCode(4)
    }
    try await Interruption.finishing(saying: tr("Finishing the removal …")) { try await hypervisor.removeISO(plan) }
    if json {
      Output.print(ISORemovalRecord(plan, warnings: repairs))
    } else {
      Output.line(tr("“%1$@” is removed.", plan.name))
    }
  }
}
