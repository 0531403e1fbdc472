public import MachineModel

/// What asking for a state came to.
public enum LifecycleOutcome: Hashable, Sendable {
  /// It was done; `wasSaved` when the machine's memory had been on disk before.
  case done(wasSaved: Bool)
  /// Nothing had to be done.
  case alreadyThere(MachineState)
}
