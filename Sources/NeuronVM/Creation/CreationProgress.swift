/// How far the making of a machine is.
public enum CreationProgress: Sendable, Hashable {
  /// This step begins; its undo stands in the journal.
  case begins(CreationStep)
  /// This step is done.
  case done(CreationStep)
  /// So many bytes of this step's are done.
  case copied(CreationStep, bytes: UInt64)
  /// It was stopped, and libvirt has to finish this step before it can be undone.
  case finishing(CreationStep)
  /// Something failed, and what was done is being undone.
  case undoing
}
