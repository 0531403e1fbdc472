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
    default: nil
    }
  }
}
