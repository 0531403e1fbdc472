public import Journal
public import MachineModel

/// A situation in which a device was not taken from the host, or not given back.
public enum BindingError: Error, Sendable {
  /// There is no device at the address.
  case notFound(PCIAddress)
  /// What stands in the way, all of it; `override` is what the user may type against some of it.
  case refused([PassthroughProblem], override: String?)
  /// Another process is at it; nil where it is not known which.
  case busy(PCIAddress, by: FileLock.Holder?)
  /// The driver does not let go of the device: a write to the kernel does not end. The words say how all stands;
  /// `after` is nil for a write of an earlier command.
  case stuck(PCIAddress, driver: String, after: Duration?, state: [String])
  /// A step did not work; all that was done before is undone.
  case failed(step: String, reason: String)
  /// A step did not work, or the user stopped it, and these parts could not be undone.
  case undoFailed(step: String?, reasons: [String])
  /// The user stopped it; all that was done is undone.
  case cancelled
  /// A file of ours, or of the system's, cannot be used.
  case file(String, String)
}

extension BindingError {
  init(_ error: JournalError) {
    switch error {
    case .inaccessible(let path, let reason): self = .file(path, reason)
    case .damaged(let path, let line):
      self = .file(path, "line \(line) is damaged; look at it and remove it")
    }
  }
}
