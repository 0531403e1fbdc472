import Text

/// Something that a template asks for and a machine does not get, because the host cannot run it.
public struct LeftOut: Hashable, Sendable {
  /// What is left out, in the field's own term: `Secure Boot`, `Hyper-V vpindex`.
  public let feature: String
  /// Why.
  public let reason: Reason

  /// Why something is left out.
  public enum Reason: Hashable, Sendable {
    /// The hypervisor does not list it.
    case notOffered
    /// The connection cannot tell what its hypervisor offers.
    case notTold
    /// It works with KVM only.
    case needsKVM
    /// It needs another feature that is left out.
    case needs(String)
    /// No ISO with drivers is given, without which Windows Setup cannot see such a device.
    case noDrivers
  }

  /// Creates a note about one feature.
  public init(_ feature: String, _ reason: Reason) {
    self.feature = feature
    self.reason = reason
  }
}

extension LeftOut: CustomStringConvertible {
  /// What is left out and why.
  public var description: String {
    switch reason {
    case .notOffered: tr("%1$@ is left out: this host does not offer it.", feature)
    case .notTold: tr("%1$@ is left out: this connection does not tell what its host offers.", feature)
    case .needsKVM: tr("%1$@ is left out: it works with KVM only.", feature)
    case .needs(let other): tr("%1$@ is left out: it needs %2$@.", feature, other)
    case .noDrivers:
      tr("%1$@ is left out: Windows Setup needs the ISO with virtio drivers for it.", feature)
    }
  }
}
