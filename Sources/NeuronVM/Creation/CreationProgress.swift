/// How far the making of a machine is.
public enum CreationProgress: Sendable, Hashable {
  /// This step begins; its undo stands in the journal.
  case begins(CreationStep)
  /// This step is done.
  case done(CreationStep)
  /// Something failed, and what was done is being undone.
  case undoing
}
