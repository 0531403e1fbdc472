import MachineModel
import Text

/// The judgement of a device for a person.
struct PassthroughText {
  private let report: PassthroughReport

  init(_ report: PassthroughReport) { self.report = report }

  /// A heading with the verdict, then the group, all problems and the steps.
  var text: String {
    let device = report.subject.primary
    var lines = [tr("%1$@  %2$@: %3$@", device.address, device.title, report.verdict.title)]
    for function in report.subject.functions {
      let driver = function.driver.map { tr("driver %1$@", $0) } ?? tr("no driver")
      lines.append(
        tr(
          "  %1$@  %2$@ [%3$@], %4$@", function.address, function.purpose, function.identity?.description ?? "?", driver
        ))
    }
    lines.append("  " + report.group)
    for problem in report.problems {
      let mark = problem.isOverridden ? tr("overridden") : problem.severity.title
      lines.append("  \(mark): \(problem.message)")
      if let remedy = problem.remedy { lines.append("    → " + remedy) }
    }
    if let override = report.override {
      lines.append(
        "  "
          + tr(
            "If you can get into this computer without it – by ssh, by a serial console –, say so with %1$@", override))
    }
    if !report.steps.isEmpty { lines.append("  " + tr("Steps:")) }
    for (index, step) in report.steps.enumerated() {
      lines.append("    \(index + 1). \(step.title)")
      lines += step.commands.map { "         " + $0 }
    }
    if report.verdict == .ready { lines.append("  " + tr("Nothing has to be changed on this computer.")) }
    return lines.map { Output.oneLine($0) + "\n" }.joined()
  }
}
