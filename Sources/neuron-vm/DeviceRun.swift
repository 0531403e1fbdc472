import ArgumentParser
import NeuronVM
import Text

/// A change of a machine's devices from the command line: perform it, or show what it would come to, and say so.
struct DeviceRun {
  let machine: Machine
  let options: PlanOptions

  /// Finishes what was interrupted, makes a change that Ctrl-C stops, and says what came of it.
  ///
  /// - Parameters:
  ///   - sayingWarnings: Whether the report's warnings are news.
  ///   - preview: What it would come to; nothing is changed.
  ///   - change: Does it.
  func perform(
    sayingWarnings: Bool = true,
    previewedBy preview: () async throws(NeuronError) -> DeviceReport,
    _ change: @escaping @Sendable () async throws(NeuronError) -> DeviceReport
  ) async throws {
    if options.dryRun {
      let report = try await preview()
      Output.note(tr("Nothing was changed. It would come to this:"))
      return say(report, sayingWarnings: sayingWarnings, repairs: [])
    }
    let repairs = await Repair.finishInterrupted(machine.hypervisor)
    let report = try await Interruption.cancelling { () async throws in try await change() }
    say(report, sayingWarnings: sayingWarnings, repairs: repairs)
  }

  private func say(_ report: DeviceReport, sayingWarnings: Bool, repairs: [String]) {
    if options.json { return Output.print(DeviceReportRecord(report, repairs: repairs)) }
    if sayingWarnings { for warning in report.warnings { Output.note(tr("warning: %1$@", warning)) } }
    Output.line(report.message)
    for note in report.notes { Output.note(note) }
  }
}
