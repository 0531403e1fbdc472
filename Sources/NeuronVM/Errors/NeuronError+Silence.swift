import Text

extension NeuronError {
  /// What helps with a hypervisor that cannot be reached or does not answer: another thing for each way there.
  static func remedyOfSilence(at choice: ConnectionChoice, isUnavailable: Bool) -> String {
    if let destination = choice.sshDestination {
      return tr(
        "Look whether this gets there without asking anything: ssh %1$@ true. A computer that is new has to be accepted once, and your key has to be known there (ssh-copy-id). libvirt has to run there too.",
        destination)
    }
    if !choice.isLocal, !choice.isTest {
      return tr(
        "Look whether that computer is on, and whether libvirt runs there and listens for this kind of connection.")
    }
    return isUnavailable
      ? tr("“neuron-vm host check” says what is missing and how to get it.")
      : tr(
        "libvirt may be stopped or very busy. Try again; when it stays so, restart libvirtd (your machines keep running)."
      )
  }

  /// All that stands in the way, where the error is a list of that; nil for any other.
  public var problems: [Problem]? {
    switch self {
    case .refused(let problems), .someUnavailable(let problems): problems
    default: nil
    }
  }
}
