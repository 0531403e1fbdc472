import MachineModel
import NeuronVM
import Text

/// The lists that the commands about a machine's devices print.
enum DeviceOutput {
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
