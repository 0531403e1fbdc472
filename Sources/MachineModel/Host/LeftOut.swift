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
    case .notOffered: tr("Left out, because this host does not offer it: %1$@.", feature)
    case .notTold: tr("Left out, because this connection does not tell what its host offers: %1$@.", feature)
    case .needsKVM: tr("Left out, because it works with KVM only: %1$@.", feature)
    case .needs(let other): tr("Left out, because it needs %2$@: %1$@.", feature, other)
    case .noDrivers:
      tr("Left out, because Windows Setup needs the ISO with virtio drivers for it: %1$@.", feature)
    }
  }

  /// The notes in few sentences: what has the same reason stands in one.
  public static func sentences(for notes: [LeftOut]) -> [String] {
    var reasons: [Reason] = []
    for note in notes where !reasons.contains(note.reason) { reasons.append(note.reason) }
    return reasons.map { reason in
      LeftOut(notes.filter { $0.reason == reason }.map(\.feature).joined(separator: ", "), reason).description
    }
  }
}
