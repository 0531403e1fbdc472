public import MachineModel
import Text

/// A situation a person can be in when something was not done; each tells what happened, why, and what to do next.
public enum NeuronError: Error, Sendable {
  /// No machine has this name or UUID.
  case machineNotFound(String)
  /// The host has no such device; `isGraphics` when a graphics card was asked for.
  case deviceNotFound(PCIAddress, isGraphics: Bool)
  /// A machine of this name is there already.
  case machineExists(String)
  /// The machine has no snapshot of this name; `known` are those it has.
  case snapshotNotFound(String, machine: String, known: [String])
  /// The machine's state does not allow the verb; `first` would help, nil when only waiting does.
  case impossible(machine: String, state: MachineState, verb: LifecycleVerb, first: LifecycleVerb?)
  /// The guest did not do it in time; it was not forced.
  case timedOut(machine: String, verb: LifecycleVerb, after: Duration)
  /// The guest did not let a device go; it is out of the definition all the same. `after` is nil when it said no at once.
  case deviceHeld(machine: String, device: String, after: Duration?)
  /// The machine did not print the text in time; nil when none was waited for.
  case consoleTimedOut(machine: String, text: String?, after: Duration)
  /// The machine ended without having printed the text.
  case consoleEnded(machine: String, text: String)
  /// What was asked cannot be done as it was asked: everything that stands in the way.
  case refused([Problem])
  /// libvirt cannot be reached at `uri`.
  case unavailable(uri: String, detail: String)
  /// The user may not do this at `uri`.
  case permission(uri: String, detail: String)
  /// libvirt did not answer in time.
  case noAnswer(uri: String, detail: String)
  /// There is no template of this name; `known` are those there are.
  case templateNotFound(String, known: [String])
  /// No hypervisor is remembered by this name; `known` are those there are.
  case connectionNotFound(String, known: [String])
  /// Some of several hypervisors gave no answer: one problem for each, with its name as the code.
  case someUnavailable([Problem])
  /// The machine was not moved, and is at its source, in this state.
  case notMoved(machine: String, state: MachineState, why: MigrationFailure, detail: String)
  /// No ISO of the storage pools has this name.
  case isoNotFound(String)
  /// The copying of an ISO was stopped for this reason; what is copied is kept, and marked.
  indirect case copyUnfinished(name: String, cause: NeuronError)
  /// A file or folder that the user named is not there.
  case fileNotFound(String)
  /// A file cannot be read or written.
  case file(path: String, reason: String)
  /// A definition that was edited was not taken, for this reason; what was written is kept in a file.
  indirect case draftKept(path: String, machine: String, cause: NeuronError)
  /// The disk that holds the machine's storage is full.
  case diskFull(detail: String)
  /// The user stopped it; what was begun is undone.
  case cancelled
  /// The user did not want to wait any longer for a machine that was asked already.
  case stoppedWaiting(machine: String, verb: LifecycleVerb)
  /// Undoing something did not work; it stays in the journal for `neuron-vm repair`. `cause` is what had to be undone
  /// for, nil where the undoing itself was the task.
  indirect case undoFailed([String], cause: NeuronError?)
  /// The address is none that libvirt knows.
  case badAddress(uri: String, detail: String)
  /// A file belongs to somebody else; `remedy` says how it can be read.
  case unreadable(path: String, remedy: String)
  /// The hypervisor refused with words of its own; `about` is what else is known of it, to explain them.
  case hypervisor(doing: String, detail: String, about: MessageContext = MessageContext())
}
