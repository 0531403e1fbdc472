import ArgumentParser
import NeuronVM
import Text

/// The verbs of `disk` from the command line: perform and say what came of it.
struct DiskRun {
  let machine: Machine
  let json: Bool

  func list() async throws {
    let disks = try await machine.disks()
    if json { Output.print(disks.map(AttachedDiskRecord.init)) } else { DeviceOutput.list(disks, of: machine) }
  }

  func add(_ request: DiskAdditionRequest) async throws {
    try await DeviceOutput.change(machine, json: json) { () async throws(NeuronError) in
      try await machine.addDisk(request)
    }
  }

  func resize(_ target: String, to size: String) async throws {
    try await DeviceOutput.change(machine, json: json) { () async throws(NeuronError) in
      try await machine.resizeDisk(target, to: size)
    }
  }

  func remove(_ target: String, deletes: Bool, asks: Bool, within limit: Duration?) async throws {
    if json, deletes, asks {
      throw NeuronError.refused([
        Problem(
          code: "confirmation", message: tr("Nobody can be asked with --json, so nothing was removed."),
          remedy: tr("Add --yes to delete the disk's data."))
      ])
    }
    let plan = try await machine.diskRemovalPlan(target, deletes: deletes)
    for line in plan.lines { Output.note(line) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    if deletes, asks, !Question.ask(tr("Delete %1$@? [y/N] ", plan.source ?? target)) {
      Output.note(tr("Nothing was removed."))
      throw ExitCode(4)
    }
    try await DeviceOutput.change(machine, json: json, sayingWarnings: false) { () async throws(NeuronError) in
      try await machine.removeDisk(plan, within: limit)
    }
  }
}
