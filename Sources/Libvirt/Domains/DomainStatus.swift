/// A domain's state and how it came to it.
public struct DomainStatus: Sendable, Hashable {
  /// The state.
  public let state: DomainState

  /// libvirt's number for the reason; what it means depends on the state.
  ///
  /// Source: libvirt/libvirt-domain.h, `virDomainRunningReason` and its siblings.
  public let reason: Int32

  /// Makes one, for tests and for callers that keep them.
  public init(state: DomainState, reason: Int32) {
    self.state = state
    self.reason = reason
  }
}
