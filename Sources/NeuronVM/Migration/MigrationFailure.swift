import MachineModel
import Text

/// Why a machine was not moved.
public enum MigrationFailure: Sendable, Hashable {
  /// The user stopped it.
  case stopped
  /// It took longer than it might.
  case timedOut(Duration)
  /// libvirt does not know the machine's disks to be reachable from both computers.
  case unsafe
  /// The target's libvirt went away.
  case targetLost
  /// A connection broke while it was under way, so it is not known how it ended.
  case lost
  /// The hypervisors refused, or the copying failed.
  case failed
}

extension MigrationFailure {
  /// What happened to the machine, and where it is.
  func message(of machine: String, _ state: MachineState) -> String {
    let stays = tr("It stays where it was and is %1$@.", state.title)
    switch self {
    case .stopped: return tr("“%1$@” was not moved, because you stopped it.", machine) + " " + stays
    case .timedOut(let limit): return tr("“%1$@” was not moved within %2$@.", machine, limit.inWords) + " " + stays
    case .unsafe:
      return tr("“%1$@” was not moved: libvirt does not know its disks to be shared by both computers.", machine) + " "
        + stays
    case .targetLost: return tr("“%1$@” was not moved: libvirt at the target has gone.", machine) + " " + stays
    case .lost: return tr("The connection was lost while “%1$@” was being moved.", machine)
    case .failed: return tr("“%1$@” could not be moved.", machine) + " " + stays
    }
  }

  /// What to do next; nil where nothing is known to help.
  var remedy: String? {
    switch self {
    case .stopped: nil
    case .timedOut: tr("Give it more time with --timeout, or move it switched off.")
    case .unsafe:
      tr("Copy the disks with --copy-storage, or keep them on storage that both computers mount, such as NFS.")
    case .targetLost: tr("Try again when it is back.")
    case .lost: tr("Look at both sides as soon as they can be reached: neuron-vm repair")
    case .failed:
      tr(
        "The two computers must reach each other by name, at the TCP ports 49152 to 49215. --address NAME says by which name or number the other one is reached."
      )
    }
  }

  /// As documented for the program.
  var exitCode: Int32 {
    switch self {
    case .timedOut: 7
    case .unsafe: 4
    case .lost, .targetLost: 5
    case .stopped, .failed: 1
    }
  }
}
