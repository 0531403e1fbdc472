import Journal
import MachineModel
import Text

extension BindingError {
  /// A stable name for programs; never translated.
  public var code: String {
    switch self {
    case .notFound: "deviceNotFound"
    case .refused: "refused"
    case .busy: "busy"
    case .stuck: "driverStuck"
    case .failed: "bindingFailed"
    case .undoFailed: "undoFailed"
    case .cancelled: "cancelled"
    case .file: "file"
    }
  }

  /// What happened and why.
  public var message: String {
    switch self {
    case .notFound(let address): tr("There is no PCI device at %1$@.", address)
    case .refused(let problems, _): problems.map(\.message).joined(separator: "\n")
    case .busy(let address, let holder?):
      tr("Another process is at %1$@: %2$@ (pid %3$@).", address, holder.title, holder.process)
    case .busy(let address, nil): tr("Another process is at %1$@.", address)
    case .stuck(let address, let driver, nil, _):
      tr(
        "The driver %1$@ still does not let %2$@ go: the kernel waits for whoever uses it, and an earlier command for the kernel.",
        driver, address)
    case .stuck(let address, let driver, let limit?, let state):
      ([
        tr(
          "The driver %1$@ has not let %2$@ go within %3$@ s. The kernel waits for whoever still uses it.", driver,
          address, limit.components.seconds)
      ] + state).joined(separator: " ")
    case .failed(let step, let reason):
      tr("This step did not work: %1$@ (%2$@). What was done before it is undone.", step, reason)
    case .undoFailed(let step?, let reasons):
      tr(
        "This step did not work: %1$@. Not everything that was done before it could be undone: %2$@", step,
        reasons.joined(separator: " "))
    case .undoFailed(nil, let reasons): tr("Not everything could be given back: %1$@", reasons.joined(separator: " "))
    case .cancelled: tr("Stopped. What had been begun is undone.")
    case .file(let path, let reason): tr("%1$@ cannot be used: %2$@.", path, reason)
    }
  }

  /// What happened, where it ended nothing.
  var shortMessage: String {
    if case .failed(let step, let reason) = self {
      tr("This step did not work: %1$@ (%2$@).", step, reason)
    } else {
      message
    }
  }

  /// What to do next; nil where nothing is known to help.
  public var remedy: String? {
    switch self {
    case .notFound: return tr("“neuron-vm pci list” shows the devices there are.")
    case .refused(let problems, let override):
      let remedies = problems.compactMap(\.remedy)
      let words = override.map {
        tr("If you can get into this computer without it – by ssh, by a serial console –, say so with %1$@", $0)
      }
      return (remedies + [words].compactMap(\.self)).isEmpty
        ? nil : (remedies + [words].compactMap(\.self)).joined(separator: "\n")
    case .busy: return tr("Try again when that is over.")
    case .stuck:
      return tr(
        "End what still uses it; then “neuron-vm host undo” gives everything back. Only a restart of the computer frees what never lets go."
      )
    case .undoFailed: return tr("Mend the cause, then run: neuron-vm host undo")
    case .failed, .cancelled, .file: return nil
    }
  }

  /// The program's exit code, as documented for `neuron-vm`.
  public var exitCode: Int32 {
    switch self {
    case .notFound: 3
    case .refused: 4
    case .busy: 5
    case .stuck: 7
    case .failed, .undoFailed, .cancelled, .file: 1
    }
  }
}
