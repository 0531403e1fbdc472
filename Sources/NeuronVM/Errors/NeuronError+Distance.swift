import MachineModel
import Text

extension NeuronError {
  /// What helps with a hypervisor of another computer that cannot be reached or does not answer; nil for this computer.
  static func remedyOfDistance(to choice: ConnectionChoice) -> String? {
    if let destination = choice.sshDestination {
      return tr(
        "Look whether this gets there without asking anything: ssh %1$@ true. A computer that is new has to be accepted once, and your key has to be known there (ssh-copy-id). libvirt has to run there too.",
        destination)
    }
    guard !choice.isLocal, !choice.isTest, choice.host != nil else { return nil }
    return tr(
      "Look whether that computer is on, and whether libvirt runs there and listens for this kind of connection.")
  }

  /// All that stands in the way, where the error is a list of that; nil for any other.
  public var problems: [Problem]? {
    switch self {
    case .refused(let problems), .someUnavailable(let problems): problems
    case .draftKept(let path, let machine, let cause):
      cause.problems.map {
        $0 + [Problem(code: "edit.kept", message: Self.kept(path), remedy: Self.wayBack(to: path, of: machine))]
      }
    default: nil
    }
  }

  /// Where an edited definition is kept, and how the user goes on with it.
  public static func wordsOnDraft(at path: String, of machine: String) -> [String] {
    [kept(path), wayBack(to: path, of: machine)]
  }

  /// Where an edited definition is that was not taken.
  static func kept(_ path: String) -> String { tr("What you wrote is kept in %1$@", path) }

  /// How the user goes on with it.
  static func wayBack(to path: String, of machine: String) -> String {
    tr("Go on with it: neuron-vm edit --draft %1$@ %2$@", ShellWord.quoted(path), ShellWord(machine))
  }
}

extension [Problem] {
  /// Whether all that stands in the way is that what the user named is not there.
  var areAbsences: Bool { !isEmpty && allSatisfy { $0.kind == .notFound } }
}
