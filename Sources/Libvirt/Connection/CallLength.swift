/// How long a call may take, which decides the connection it goes over.
///
/// A daemon serves only a few requests of one connection at once (libvirtd: five), so long calls must not fill it.
public enum CallLength: Sendable, Hashable {
  /// Answered at once by a healthy daemon: listing, look-ups, states, XML.
  case quick

  /// May take seconds or minutes: start, save, creating a volume.
  ///
  /// It goes over the first connection while that one is idle, and over a second one, opened when first needed,
  /// while the first is in use.
  case long

  /// The deadline of calls that name none: half a minute, ten minutes.
  public var standardDeadline: Duration {
    switch self {
    case .quick: .seconds(30)
    case .long: .seconds(600)
    }
  }
}
