import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine loses a disk, or why not.
struct DiskRemovalPlanner {
  let forms: DeviceForms
  let target: String
  /// The volume to delete with it, where that was asked for and can be done.
  var deletes: DiskRemovalPlan.Deleted?
  /// Whether its data is to be deleted.
  let isDeletionWanted: Bool
  /// Why its data cannot be deleted; nil when it can.
  var reasonToKeep: String?
  /// The names of the machine's snapshots.
  var snapshots: [String] = []

  func plan() throws(NeuronError) -> DiskRemovalPlan {
    let (definition, running) = forms.disk(target)
    guard let element = running ?? definition else { throw .refused([forms.noDisk(target)]) }
    let disk = Disk(element: element)
    let canUnplug = disk.bus.flatMap(DiskBus.init)?.canHotPlug ?? false
    let waits = running != nil && !canUnplug
    if waits, definition == nil {
      throw .refused([
        Problem(
          code: "disk.waits",
          message: tr(
            "The disk %1$@ is out of “%2$@”'s definition already, and goes when it is switched off.", target, forms.name
          )
        )
      ])
    }
    var problems: [Problem] = []
    if isDeletionWanted {
      if let reasonToKeep {
        problems.append(
          Problem(
            code: "disk.kept", message: tr("“%1$@” cannot be deleted: %2$@.", disk.place ?? target, reasonToKeep),
            remedy: tr("Without --delete-disk the disk is only taken out, and its data stays.")))
      } else if waits {
        problems.append(
          Problem(
            code: "disk.busy",
            message: tr(
              "A disk on the bus %1$@ stays until the machine is off, so its data cannot be deleted now.",
              disk.bus ?? "?"),
            remedy: tr("Switch it off first: neuron-vm stop %1$@", ShellWord(forms.name))))
      }
    }
    guard problems.isEmpty else { throw .refused(problems) }
    var warnings: [String] = []
    if !snapshots.isEmpty, disk.device == "disk" {
      warnings.append(
        tr(
          "The snapshots %1$@ hold this disk too: going back to one of them will not work.",
          snapshots.joined(separator: ", ")))
    }
    return DiskRemovalPlan(
      machine: forms.name, target: target, source: disk.place, deletes: deletes, warnings: warnings,
      waitsForStop: waits, definition: definition, running: waits ? nil : running)
  }
}

extension DeviceForms {
  /// Says that the machine has no such disk, and which it has.
  func noDisk(_ target: String) -> Problem {
    let known = takenTargets.sorted()
    return Problem(
      code: "disk.missing", message: tr("“%1$@” has no disk “%2$@”.", name, target),
      remedy: known.isEmpty ? tr("It has no disks.") : tr("Its disks are: %1$@.", known.joined(separator: ", ")),
      kind: .notFound)
  }
}
