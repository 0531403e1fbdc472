/// Whether a device of the host can be given to a machine.
public enum PassthroughVerdict: String, Hashable, Sendable, CaseIterable {
  /// Nothing stands in the way.
  case ready
  /// It can be done once the steps are taken.
  case fixable
  /// It would take from the host what it needs, or may do so.
  case refused
  /// This computer cannot do it.
  case impossible
  /// It cannot be judged from here, as with the host of a remote connection.
  case unknown
}
