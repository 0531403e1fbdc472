import MachineModel
import Text

/// Why a disk of a machine that is off cannot be copied or changed.
enum DiskFault: Hashable, Sendable {
  /// Its file is not there.
  case gone
  /// A running machine may write to it.
  case used(by: String)
  /// A program other than a machine of this hypervisor has it open.
  case open
  /// It is not, or no longer, a whole image of its format; QEMU's words.
  case damaged(String)

  /// What a person is told.
  ///
  /// - Parameters:
  ///   - disk: Where it is.
  ///   - target: What the machine's bus calls it.
  ///   - machine: Whose it is.
  func problem(_ disk: String, _ target: String?, of machine: String) -> Problem {
    switch self {
    case .gone:
      Problem(
        code: "disk.gone", message: tr("The disk %1$@ is not there.", disk),
        remedy: tr(
          "Put it back from a copy, or take it out of the machine: neuron-vm disk %1$@",
          ShellWord(machine, "remove", target ?? "TARGET")))
    case .used(let other):
      Problem(
        code: "disk.used",
        message: tr("The machine “%1$@” runs, and writes to the disk %2$@.", other, disk),
        remedy: tr("Switch it off first: neuron-vm stop %1$@", ShellWord(other)))
    case .open:
      Problem(
        code: "disk.open", message: tr("Another program has the disk %1$@ open.", disk),
        remedy: tr("End that first. This shows what it is: sudo lsof %1$@", ShellWord(disk)))
    case .damaged(let words):
      Problem(
        code: "disk.damaged",
        message: tr(
          "The disk %1$@ is damaged, or is no image of the format that the machine expects: %2$@", disk, words),
        remedy: tr("Put it back from a copy. This shows what can be mended: qemu-img check %1$@", ShellWord(disk)))
    }
  }
}
