import MachineModel
import NeuronVM
import Text

/// What the commands about a machine's devices print.
enum DeviceOutput {
  /// Finishes what was interrupted, makes a change that Ctrl-C stops, and says what came of it.
  ///
  /// - Parameter sayingWarnings: Whether the report's warnings are news.
  static func change(
    _ machine: Machine, json: Bool, sayingWarnings: Bool = true,
    _ change: @escaping @Sendable () async throws(NeuronError) -> DeviceReport
  ) async throws {
    let repairs = await Repair.finishInterrupted(machine.hypervisor)
    let report = try await Interruption.cancelling { () async throws in try await change() }
    if json { return Output.print(DeviceReportRecord(report, repairs: repairs)) }
    if sayingWarnings { for warning in report.warnings { Output.note(tr("warning: %1$@", warning)) } }
    Output.line(report.message)
    for note in report.notes { Output.note(note) }
  }

  static func list(_ drives: [DriveState], of machine: Machine) {
    guard !drives.isEmpty else { return Output.note(tr("“%1$@” has no CD drive.", machine.name)) }
    var table = Table(tr("DRIVE"), tr("BUS"), tr("MEDIUM"), tr("NEXT START"))
    for drive in drives {
      let next = drive.isThereNext ? drive.nextMedium ?? tr("empty") : tr("none")
      table.add(
        drive.target, drive.bus ?? "-", drive.isThereNow ? drive.medium ?? tr("empty") : "-",
        next == (drive.medium ?? tr("empty")) && drive.isThereNow ? tr("same") : next)
    }
    Output.text(table.text)
  }

  static func list(_ disks: [AttachedDisk], of machine: Machine) {
    guard !disks.isEmpty else { return Output.note(tr("“%1$@” has no disks.", machine.name)) }
    var table = Table(tr("DISK"), tr("KIND"), tr("BUS"), tr("SIZE"), tr("USED"), tr("SOURCE"), tr("WHEN"))
    for attached in disks {
      let disk = attached.disk
      table.add(
        disk.target ?? "-", [disk.device, disk.format].compactMap { $0 }.joined(separator: " "), disk.bus ?? "-",
        attached.capacity?.rounded ?? "-", attached.allocation?.rounded ?? "-", attached.place ?? tr("empty"),
        when(attached.isThereNow, attached.isThereNext))
    }
    Output.text(table.text)
    for attached in disks {
      guard let fault = attached.fault else { continue }
      Output.note(tr("warning: %1$@ cannot be looked into: %2$@", attached.disk.target ?? "-", fault))
    }
  }

  static func list(_ folders: [SharedFolderState], of machine: Machine) {
    guard !folders.isEmpty else { return Output.note(tr("“%1$@” sees no folder of its host.", machine.name)) }
    var table = Table(tr("NAME"), tr("FOLDER"), tr("ACCESS"), tr("WHEN"))
    for state in folders {
      table.add(
        state.folder.tag, state.folder.path, state.folder.isReadOnly ? tr("read-only") : tr("read and write"),
        when(state.isThereNow, state.isThereNext))
    }
    Output.text(table.text)
  }

  private static func when(_ now: Bool, _ next: Bool) -> String {
    switch (now, next) {
    case (true, true): tr("now")
    case (false, _): tr("from the next start")
    case (true, false): tr("until it is off")
    }
  }
}

extension ByteCount {
  /// The amount in the largest unit, rounded down to tenths: `1.3 GiB`.
  fileprivate var rounded: String {
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB")] as [(UInt64, String)] where bytes >= 1 << shift {
      let tenths = ((bytes >> (shift - 10)) * 10) >> 10
      return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return description
  }
}
