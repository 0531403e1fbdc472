import ArgumentParser
import NeuronVM
import Text

/// The verbs of `disk` from the command line: perform and say what came of it.
struct DiskRun {
  let machine: Machine
  let options: PlanOptions

  private var run: DeviceRun { DeviceRun(machine: machine, options: options) }

  func list() async throws {
    let disks = try await machine.disks()
    if options.json {
      Output.print(disks.map(AttachedDiskRecord.init))
    } else {
      DeviceOutput.list(disks, of: machine)
    }
  }

  func add(_ request: DiskAdditionRequest) async throws {
    try await run.perform(
      previewedBy: { () async throws(NeuronError) in try await machine.previewOfAdding(request) },
      { () async throws(NeuronError) in try await machine.addDisk(request) })
  }

  func resize(_ target: String, to size: String) async throws {
    try await run.perform(
      previewedBy: { () async throws(NeuronError) in try await machine.previewOfResizing(target, to: size) },
      { () async throws(NeuronError) in try await machine.resizeDisk(target, to: size) })
  }

  func remove(_ target: String, deletes: Bool, asks: Bool, within limit: Duration?) async throws {
    let asks = deletes && asks && !options.dryRun
    try Confirmation.check(json: options.json, needsAnswer: asks)
    let plan = try await machine.diskRemovalPlan(target, deletes: deletes)
    for line in plan.lines { Output.note(line) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    if asks { try Confirmation.ask(tr("Delete %1$@? [y/N] ", plan.source ?? target)) }
    try await run.perform(
      sayingWarnings: false,
      previewedBy: { () async throws(NeuronError) in try await machine.previewOfRemoving(plan) },
      { () async throws(NeuronError) in try await machine.removeDisk(plan, within: limit) })
  }
}
