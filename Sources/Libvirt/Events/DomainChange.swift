/// What happened to a domain.
///
/// All but the reasons are hints: read the domain again to know how it is.
public enum DomainChange: Sendable, Hashable {
  /// A turn in its life.
  case lifecycle(DomainLifecycle)
  /// Its guest rebooted.
  case rebooted
  /// Its metadata changed; the namespace says whose part, nil for title and description.
  case metadataChanged(namespace: String?)
  /// A device was added.
  case deviceAdded(alias: String)
  /// A device has gone.
  case deviceRemoved(alias: String)
  /// The guest did not let a device go.
  case deviceRemovalFailed(alias: String)
  /// The QEMU guest agent connected or disconnected.
  case guestAgent(isConnected: Bool)
}
