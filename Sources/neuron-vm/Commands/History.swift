import ArgumentParser
import FoundationEssentials
import MachineModel
import NeuronVM
import Text

struct History: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what was changed in a machine in the last 30 days.",
    discussion: """
      With a number: what that change was. A machine that was removed has its history too.
      Take a change back with: neuron-vm undo MACHINE [NUMBER]
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "The number of a change.")
  var number: Int?

  @Flag(help: "Print the definition of before the change, as libvirt's XML.")
  var xml = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if xml, json { throw ValidationError("--xml and --json exclude each other; the JSON of a change holds its XML.") }
    if xml, number == nil { throw ValidationError("--xml needs the number of a change.") }
  }

  func run() async throws {
    let past = try await target.connection.hypervisor().past(named: target.machine)
    guard let number else { return try list(past) }
    let entry = try past.entry(number)
    if xml { return Output.document(entry.before.xml) }
    let record = HistoryRecord(entry, withDetails: true)
    if json { return Output.print(record) }
    Output.line(record.text)
    for line in record.difference ?? [] { Output.line(line) }
  }

  private func list(_ past: MachinePast) throws {
    let (entries, faults) = try past.entries()
    for fault in faults { Output.note(tr("warning: %1$@", fault.message)) }
    let records = entries.map { HistoryRecord($0) }
    if json { return Output.print(records) }
    if records.isEmpty {
      Output.note(tr("Nothing was changed in “%1$@” in the last 30 days.", past.name))
    } else {
      var table = Table(tr("NUMBER"), tr("TIME"), tr("CHANGE"))
      for record in records { table.add("\(record.number)", record.time, record.title) }
      Output.text(table.text)
    }
    for machine in past.former { Output.note(machine.hintToHistory) }
  }
}
