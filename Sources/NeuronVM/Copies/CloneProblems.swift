import MachineModel
import Text

/// What keeps a machine from being copied, from values alone.
struct CloneProblems {
  let name: String
  let facts: CloneFacts

  /// All of it.
  var all: [Problem] { state + disks }

  private var state: [Problem] {
    if facts.isSaved {
      return [
        Problem(
          code: "machine.saved",
          message: tr("“%1$@” is saved: its memory is on disk, and its disks are in the middle of things.", name),
          remedy: tr("Let it go on and shut it down: neuron-vm start %1$@, then neuron-vm stop %1$@", ShellWord(name)))
      ]
    }
    guard facts.state.isActive else { return [] }
    return [
      Problem(
        code: "machine.active",
        message: tr("“%1$@” is %2$@; only a machine that is off has whole disks to copy.", name, facts.state.title),
        remedy: facts.state == .paused
          ? tr("Let it go on and shut it down: neuron-vm resume %1$@, then neuron-vm stop %1$@", ShellWord(name))
          : tr("Shut it down first: neuron-vm stop %1$@", ShellWord(name)))
    ]
  }

  private var disks: [Problem] {
    facts.disks.filter(\.disk.isOwn).compactMap { source in
      let title = source.disk.place ?? source.disk.target ?? "disk"
      if let fault = source.fault { return fault.problem(title, source.disk.target, of: name) }
      guard source.disk.target != nil, let volume = source.volume else {
        return Problem(
          code: "disk.unreachable",
          message: tr("libvirt cannot look at the disk %1$@, so it cannot be copied.", title),
          remedy: tr(
            "A disk is copied when it is a file, or a volume of a storage pool that is active: virsh pool-list --all"))
      }
      if source.disk.device == "lun" {
        return Problem(code: "disk.lun", message: tr("%1$@ is a whole drive, which is not copied.", title))
      }
      if volume.isEncrypted {
        return Problem(
          code: "disk.encrypted", message: tr("%1$@ is encrypted, and cannot be copied without its key.", title))
      }
      let declared = source.disk.format ?? "raw"
      // A guest may write the header of another format into its raw disk, and name any file of the host in it.
      guard declared != volume.format else { return nil }
      guard declared == "raw" else {
        return DiskFault.damaged(tr("its content says %1$@ instead of %2$@.", volume.format, declared))
          .problem(title, source.disk.target, of: name)
      }
      return Problem(
        code: "disk.format",
        message: tr(
          "The machine uses %1$@ as %2$@, but its content says %3$@; a guest can write that to get at other files.",
          title, declared, volume.format))
    }
  }
}
