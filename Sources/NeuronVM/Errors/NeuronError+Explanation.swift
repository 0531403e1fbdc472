public import MachineModel

extension NeuronError {
  /// What the words of libvirt, QEMU or the kernel behind the error mean; nil where they are not known.
  ///
  /// For people only: nothing is decided by it.
  public var explanation: Explanation? {
    switch self {
    case .hypervisor(_, let detail, let context): MessageCatalogue.standard.explanation(of: detail, in: context)
    case .unavailable(_, let detail), .permission(_, let detail), .noAnswer(_, let detail):
      MessageCatalogue.standard.explanation(of: detail)
    case .notMoved(_, _, .failed, let detail): MessageCatalogue.standard.explanation(of: detail)
    case .undoFailed(_, let cause?), .draftKept(_, _, let cause): cause.explanation
    default: nil
    }
  }
}

extension Explanation {
  /// The command as it is typed in a shell, with every value as one word; nil where there is none.
  public var commandLine: String? {
    command?.map { piece in
      switch piece {
      case .text(let text): text
      case .value(let value): ShellWord(value).description
      }
    }.joined()
  }

  /// The remedy, with its command after it; nil where nothing needs to be done.
  public var advice: String? {
    guard let remedy else { return nil }
    guard let commandLine else {
      // A remedy that announces a command ends in a colon.
      return remedy.hasSuffix(":") ? remedy.dropLast() + "." : remedy
    }
    return remedy + " " + commandLine
  }
}
