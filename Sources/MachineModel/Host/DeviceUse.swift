/// Which processes have devices open, and what of that could not be seen.
public struct DeviceUse: Hashable, Sendable {
  /// The processes that hold something, by number.
  public var holders: [DeviceHolder]
  /// How many processes did not let themselves be looked at; nil when the list of processes itself could not be read.
  public var unseen: Int?
  /// How often each driver's module is in use besides by other modules; what has no such count is missing.
  public var moduleUses: [String: Int]
  /// The functions that have nodes in `/dev`; nil when not told.
  public var functionsWithNodes: Set<PCIAddress>?

  /// The outcome of a search.
  public init(
    holders: [DeviceHolder], unseen: Int?, moduleUses: [String: Int] = [:], functionsWithNodes: Set<PCIAddress>? = nil
  ) {
    self.holders = holders
    self.unseen = unseen
    self.moduleUses = moduleUses
    self.functionsWithNodes = functionsWithNodes
  }
}
