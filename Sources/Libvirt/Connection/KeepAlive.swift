/// How a connection notices that its daemon has stopped answering.
///
/// While somebody waits for a silent daemon it is asked something small at each interval; `interval` × (`count` + 1) after
/// its last sign of life all who wait get ``LibvirtError/Code-swift.struct/connectionLost``. In-process drivers (`test:///…`) have none and ignore it.
public struct KeepAlive: Sendable, Hashable {
  /// The time between two questions; whole seconds, at least one.
  public let interval: Duration

  /// How many questions may stay unanswered.
  public let count: UInt32

  /// Makes one; an interval below a second counts as a second.
  public init(interval: Duration, count: UInt32) {
    self.interval = interval
    self.count = count
  }

  /// Five seconds, three times: a stopped daemon is noticed within twenty seconds.
  public static let standard = KeepAlive(interval: .seconds(5), count: 3)

  var wholeSeconds: Int32 { Int32(clamping: max(interval.components.seconds, 1)) }
}
