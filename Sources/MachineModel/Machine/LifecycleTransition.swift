/// What a wish means for a machine as it is.
public enum LifecycleTransition: Hashable, Sendable {
  /// It can be done.
  case perform
  /// The machine is already as wished.
  case alreadyThere
  /// It cannot be done; the verb is what would help first, nil when only waiting helps.
  case impossible(LifecycleVerb?)
}
