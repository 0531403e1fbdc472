/// The processor, as far as it decides what a machine can have.
public struct ProcessorFacts: Hashable, Sendable {
  /// Who made it; nil when not told.
  public var maker: Maker?
  /// Its name; nil when not told.
  public var name: String?
  /// Whether it tells of virtualisation (VT-x or AMD-V); nil when not told.
  public var hasVirtualization: Bool?
  /// Whether this computer is a virtual machine itself; nil when not told.
  public var isGuest: Bool?
  /// How its cores and caches are arranged; nil when nobody asked or it is not told.
  public var topology: ProcessorTopology?
  /// Whether it tells guests how its threads are paired (AMD's `topoext`); nil when not told.
  public var hasTopologyExtension: Bool?
  /// Processors that the kernel gives no work by itself (`isolcpus`); nil when nobody asked or it is not told.
  public var isolated: ProcessorSet?
  /// Processors that machines may use; nil for all, or when nobody asked.
  public var allowedForMachines: ProcessorSet?

  /// Who made a processor.
  public enum Maker: String, Hashable, Sendable {
    /// Intel.
    case intel
    /// AMD, or Hygon with AMD's design.
    case amd
    /// Any with ARM's instructions.
    case arm
    /// Another one.
    case other
  }

  /// Nothing known.
  public init() {}

  /// Whether it is of the PC's kind, whose firmware shows its screen on a VGA card; nil when not told.
  public var isPC: Bool? { maker.map { $0 == .intel || $0 == .amd } }
}
