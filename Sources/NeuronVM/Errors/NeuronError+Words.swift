public import MachineModel
import Text

extension NeuronError {
  /// A stable name for programs; never translated.
  public var code: String {
    switch self {
    case .machineNotFound: "machineNotFound"
    case .deviceNotFound: "deviceNotFound"
    case .machineExists: "machineExists"
    case .impossible: "impossible"
    case .timedOut: "timedOut"
    case .deviceHeld: "deviceHeld"
    case .consoleTimedOut: "consoleTimedOut"
    case .consoleEnded: "consoleEnded"
    case .refused(let problems): problems.areAbsences ? "notFound" : "refused"
    case .unavailable: "unavailable"
    case .permission: "permission"
    case .noAnswer: "noAnswer"
    case .templateNotFound: "templateNotFound"
    case .connectionNotFound: "connectionNotFound"
    case .someUnavailable: "someUnavailable"
    case .notMoved: "notMoved"
    case .snapshotNotFound: "snapshotNotFound"
    case .isoNotFound: "isoNotFound"
    case .copyUnfinished: "copyUnfinished"
    case .fileNotFound: "fileNotFound"
    case .file: "file"
    case .draftKept(_, _, let cause): cause.code
    case .diskFull: "diskFull"
    case .cancelled: "cancelled"
    case .stoppedWaiting: "stoppedWaiting"
    case .undoFailed: "undoFailed"
    case .badAddress: "badAddress"
    case .unreadable: "permission"
    case .hypervisor: explanation?.code ?? "hypervisor"
    }
  }

  /// What happened and why.
  public var message: String {
    switch self {
    case .machineNotFound(let name): tr("There is no machine “%1$@”.", name)
    case .deviceNotFound(let address, true): tr("There is no graphics card at %1$@.", address)
    case .deviceNotFound(let address, false): tr("There is no PCI device at %1$@.", address)
    case .machineExists(let name): tr("There is a machine “%1$@” already.", name)
    case .impossible(let machine, let state, let verb, _):
      tr("“%1$@” cannot %2$@: it is %3$@.", machine, verb.wish, state.title)
    case .timedOut(let machine, .stop, let limit):
      tr("“%1$@” was asked to shut down and is still running after %2$@.", machine, limit.inWords)
    case .timedOut(let machine, let verb, let limit):
      tr("“%1$@” did not %2$@ within %3$@.", machine, verb.wish, limit.inWords)
    case .deviceHeld(let machine, let device, let limit?):
      tr(
        "The guest of “%1$@” has not let %2$@ go within %3$@. It goes when the guest lets it go, or with the next start.",
        machine, device, limit.inWords)
    case .deviceHeld(let machine, let device, nil):
      tr("The guest of “%1$@” does not let %2$@ go. It goes with the next start.", machine, device)
    case .consoleTimedOut(let machine, let text?, let limit):
      tr("“%1$@” did not print “%2$@” within %3$@.", machine, text, limit.inWords)
    case .consoleTimedOut(let machine, nil, let limit): tr("“%1$@” was read for %2$@.", machine, limit.inWords)
    case .consoleEnded(let machine, let text): tr("“%1$@” ended without printing “%2$@”.", machine, text)
    case .refused(let problems): problems.map(\.message).joined(separator: "\n")
    case .unavailable(let uri, _): tr("libvirt cannot be reached at %1$@.", uri)
    case .permission(let uri, _): tr("You may not do this at %1$@.", uri)
    case .noAnswer(let uri, _): tr("libvirt at %1$@ did not answer in time.", uri)
    case .templateNotFound(let name, _): tr("There is no template “%1$@”.", name)
    case .connectionNotFound(let name, _): tr("No connection is remembered as “%1$@”.", name)
    case .someUnavailable(let problems): problems.map(\.message).joined(separator: "\n")
    case .notMoved(let machine, let state, let why, _): why.message(of: machine, state)
    case .snapshotNotFound(let name, let machine, _): tr("“%1$@” has no snapshot “%2$@”.", machine, name)
    case .isoNotFound(let name): tr("There is no ISO “%1$@” in the storage pools.", name)
    case .copyUnfinished(let name, .cancelled):
      tr("Stopped. “%1$@” is not copied to its end; what is copied is kept, and marked as unfinished.", name)
    case .copyUnfinished(let name, let cause):
      cause.message + " "
        + tr("“%1$@” is not copied to its end; what is copied is kept, and marked as unfinished.", name)
    case .fileNotFound(let path): tr("There is no “%1$@” on this computer.", path)
    case .file(let path, let reason): tr("%1$@ cannot be used: %2$@.", path, reason)
    case .draftKept(let path, _, let cause): cause.message + "\n" + Self.kept(path)
    case .diskFull: tr("There is no space left where the machine's disk is kept.")
    case .cancelled: tr("Stopped. What had been begun is undone.")
    case .stoppedWaiting(let machine, _):
      tr("Nobody waits for “%1$@” any longer; it was asked, and may still do it.", machine)
    case .undoFailed(_, let cause?): cause.message + " " + tr("Not everything that had been begun could be undone.")
    case .undoFailed: tr("Not everything could be undone.")
    case .badAddress(let uri, _): tr("“%1$@” is no address of a hypervisor that libvirt knows.", uri)
    case .unreadable(let path, _): tr("You may not read %1$@.", path)
    case .hypervisor(let doing, _, _):
      [tr("%1$@ did not work.", doing), explanation?.cause, explanation?.consequence].compactMap { $0 }
        .joined(separator: " ")
    }
  }

  /// What to do next; nil where nothing is known to help.
  public var remedy: String? {
    switch self {
    case .machineNotFound: tr("“neuron-vm list” shows the machines there are.")
    case .deviceNotFound(_, true): tr("“neuron-vm gpu list” shows the cards there are.")
    case .deviceNotFound(_, false): tr("“neuron-vm pci list” shows the devices there are.")
    case .machineExists: tr("Choose another name, or delete that machine first.")
    case .impossible(let machine, _, _, let first?):
      tr("First: neuron-vm %1$@ %2$@", first.command, ShellWord(machine))
    case .impossible: tr("Try again when that is over.")
    case .timedOut(let machine, .stop, _):
      tr(
        "Look at its screen: a program may be asking to save. Wait longer with --timeout, or pull the plug (unsaved data in the guest is then lost): neuron-vm stop --force %1$@",
        ShellWord(machine))
    case .timedOut: tr("Try again, or give it more time with --timeout.")
    case .deviceHeld(let machine, _, _):
      tr(
        "Stop using it in the guest (unmount it, or eject it) and try again, or restart it: neuron-vm stop %1$@",
        ShellWord(machine))
    case .consoleTimedOut, .consoleEnded: nil
    case .refused(let problems), .someUnavailable(let problems):
      problems.compactMap(\.remedy).isEmpty ? nil : problems.compactMap(\.remedy).joined(separator: "\n")
    case .connectionNotFound(_, let known):
      known.isEmpty
        ? tr("Remember one: neuron-vm connections add --help")
        : tr("The connections are: %1$@.", known.joined(separator: ", "))
    case .notMoved(_, _, let why, _): why.remedy
    case .unavailable(let uri, _):
      Self.remedyOfDistance(to: ConnectionChoice(named: uri))
        ?? [
          ConnectionChoice(named: uri).isSession ? nil : explanation?.advice,
          tr("“neuron-vm host check” says what is missing and how to get it."),
        ].compactMap { $0 }.joined(separator: "\n")
    case .permission(let uri, _):
      ConnectionChoice(named: uri).isLocal && !ConnectionChoice(named: uri).isSession
        ? tr(
          "Join the libvirt group (sudo usermod -aG libvirt $USER, then log in again), or use --connect qemu:///session."
        )
        : explanation?.advice ?? tr("Look whether this user may manage machines there.")
    case .noAnswer(let uri, _):
      Self.remedyOfDistance(to: ConnectionChoice(named: uri))
        ?? tr(
          "libvirt may be stopped or very busy. Try again; when it stays so, restart libvirtd (your machines keep running)."
        )
    case .templateNotFound(_, let known): tr("The templates are: %1$@.", known.joined(separator: ", "))
    case .snapshotNotFound(_, let machine, let known):
      known.isEmpty
        ? tr("It has none. Make one: neuron-vm snapshot create %1$@", ShellWord(machine))
        : tr("“neuron-vm snapshot list %1$@” shows those it has.", ShellWord(machine))
    case .isoNotFound: tr("“neuron-vm iso list” shows the ISOs there are.")
    case .copyUnfinished(let name, let cause):
      ([cause.remedy].compactMap(\.self) + [
        tr(
          "The same command goes on where it ended. To give it up: neuron-vm iso remove %1$@", ShellWord(name))
      ]).joined(separator: "\n")
    case .fileNotFound, .file: nil
    case .draftKept(let path, let machine, let cause):
      [cause.remedy, Self.wayBack(to: path, of: machine)].compactMap(\.self).joined(separator: "\n")
    case .diskFull: tr("Free some space there. A new machine can be put elsewhere with --pool.")
    case .cancelled, .stoppedWaiting: nil
    case .badAddress:
      tr("Write qemu:///system, qemu:///session or qemu+ssh://HOST/system, for example.")
    case .undoFailed: tr("Mend the cause, then run: neuron-vm repair")
    case .unreadable(_, let remedy): remedy
    case .hypervisor: explanation?.advice
    }
  }

  /// The raw text of libvirt or QEMU, for experts and for searching; nil where there is none.
  public var detail: String? {
    switch self {
    case .unavailable(_, let detail), .permission(_, let detail), .noAnswer(_, let detail), .diskFull(let detail),
      .hypervisor(_, let detail, _), .badAddress(_, let detail), .notMoved(_, _, _, let detail):
      detail.isEmpty ? nil : detail
    case .copyUnfinished(_, let cause), .draftKept(_, _, let cause): cause.detail
    case .undoFailed(let reasons, let cause):
      ([cause?.detail].compactMap { $0 } + reasons).joined(separator: "\n")
    default: nil
    }
  }

  /// The program's exit code, as documented: 1 other, 3 not found, 4 refused, 5 unavailable, 6 permission, 7 timeout.
  ///
  /// 3 means that what the user named is not there, whatever it is; where something else stands in the way too, it is 4.
  public var exitCode: Int32 {
    switch self {
    case .machineNotFound, .templateNotFound, .connectionNotFound, .isoNotFound, .deviceNotFound, .snapshotNotFound,
      .fileNotFound:
      3
    case .refused(let problems): problems.areAbsences ? 3 : 4
    case .machineExists, .impossible: 4
    case .unavailable, .someUnavailable: 5
    case .permission, .unreadable: 6
    case .timedOut, .deviceHeld, .noAnswer, .consoleTimedOut: 7
    case .notMoved(_, _, let why, _): why.exitCode
    case .undoFailed(_, let cause?), .copyUnfinished(_, let cause), .draftKept(_, _, let cause): cause.exitCode
    case .badAddress: 64
    case .file, .diskFull, .cancelled, .stoppedWaiting, .consoleEnded, .undoFailed, .hypervisor: 1
    }
  }
}

extension LifecycleVerb {
  /// The verb as it follows “cannot”.
  var wish: String {
    switch self {
    case .start: tr("start")
    case .startPaused: tr("start paused")
    case .stop: tr("shut down")
    case .forceStop: tr("be switched off")
    case .pause: tr("pause")
    case .resume: tr("resume")
    case .reboot: tr("reboot")
    case .reset: tr("be reset")
    case .save: tr("be saved")
    case .restore: tr("be restored")
    }
  }

  /// The command that does it.
  public var command: String {
    switch self {
    case .startPaused: "start --paused"
    case .forceStop: "force-stop"
    default: rawValue
    }
  }
}

extension Duration {
  /// The duration for a person: `60 s` or `0.5 s`.
  public var inWords: String {
    let (seconds, attoseconds) = components
    let tenths = attoseconds / 100_000_000_000_000_000
    return tenths == 0 ? tr("%1$@ s", seconds) : tr("%1$@ s", "\(seconds).\(tenths)")
  }
}
