/// What a user asks for when a machine is to go to another hypervisor.
public struct MigrationRequest: Sendable, Hashable {
  /// Whether the machine runs meanwhile.
  public enum Mode: Sendable, Hashable {
    /// A machine that runs goes running, another one as it is.
    case automatic
    /// It has to run.
    case live
    /// It has to be off.
    case offline
  }

  /// Whether it runs meanwhile.
  public var mode = Mode.automatic
  /// Whether the disks that the machine writes to are copied to the target.
  public var copiesStorage = false
  /// Whether the definition stays at the source too.
  public var keepsSource = false
  /// Whether memory and disks are encrypted on their way.
  public var encrypts = false
  /// The name or number by which the source's computer reaches the target's; nil to find it out.
  public var address: String?

  /// A request without any wish.
  public init() {}
}
