/// How a move goes on.
public enum MigrationProgress: Sendable, Hashable {
  /// A step begins.
  case begins(MigrationStep)
  /// So much of a step is copied, in bytes; a guest that writes meanwhile makes the total grow.
  case copied(UInt64, of: UInt64)
  /// A step is over.
  case done(MigrationStep)
  /// It failed or was stopped, and what was begun is undone.
  case undoing
}
