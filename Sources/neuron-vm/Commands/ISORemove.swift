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

  @OptionGroup var confirmation: Confirmation

  func run() async throws {
    try confirmation.check()
    let hypervisor = try await connection.hypervisor()
    let repairs = confirmation.dryRun ? [] : await Repair.finishInterrupted(hypervisor)
    let plan = try await hypervisor.isoRemovalPlan(name, pool: pool)
    Output.note(tr("Removes %1$@ (%2$@)", plan.path, ByteCount(bytes: plan.size).rounded))
    if !plan.isOurs { Output.note(tr("It is in the storage pool “%1$@”, which is not ours.", plan.pool)) }
    if confirmation.dryRun {
      if confirmation.json { Output.print(ISORemovalRecord(plan, warnings: [])) }
      return
    }
    try confirmation.ask(tr("Remove “%1$@”? [y/N] ", plan.name))
    try await Interruption.finishing(saying: tr("Finishing the removal …")) { try await hypervisor.removeISO(plan) }
    if confirmation.json {
      Output.print(ISORemovalRecord(plan, warnings: repairs))
    } else {
      Output.line(tr("“%1$@” is removed.", plan.name))
    }
  }
}
