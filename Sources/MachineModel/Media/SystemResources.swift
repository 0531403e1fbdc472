/// What a system needs of a machine, by its makers' word.
public struct SystemResources: Hashable, Sendable, Codable {
  /// Memory in bytes; nil when it is not told.
  public var memory: UInt64?
  /// Disk space in bytes; nil when it is not told.
  public var disk: UInt64?
  /// Processors; nil when it is not told.
  public var processors: Int?

  /// Creates an answer that tells nothing.
  public init() {}
}
