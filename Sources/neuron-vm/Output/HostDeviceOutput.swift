import NeuronVM
import Text

/// What the commands that give devices of the host print.
enum HostDeviceOutput {
  /// Finishes what was interrupted, makes a change that Ctrl-C stops, and says what came of it.
  static func change(
    _ machine: Machine, json: Bool, _ change: @escaping @Sendable () async throws(NeuronError) -> HostDeviceReport
  ) async throws {
    let repairs = await Repair.finishInterrupted(machine.hypervisor)
    let report = try await Interruption.cancelling { () async throws in try await change() }
    show(report, json: json, repairs: repairs)
  }

  /// Says what was done, or what would be.
  static func show(_ report: HostDeviceReport, json: Bool, repairs: [String] = []) {
    if json { return Output.print(HostDeviceReportRecord(report, repairs: repairs)) }
    for warning in report.warnings { Output.note(tr("warning: %1$@", warning)) }
    if report.outcome == .unchanged || report.steps.isEmpty {
      Output.line(report.message)
      return
    }
    for step in report.steps { Output.line("- " + step) }
    for line in report.difference.unified { Output.line(line) }
    Output.line(report.message)
    for note in report.notes { Output.note(note) }
  }
}
