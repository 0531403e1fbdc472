/// Memory that is kept in large pages.
public struct HugePages: Hashable, Sendable {
  /// The size of a page.
  public let pageSize: ByteCount
  /// How many are kept; nil when not told.
  public let total: Int?
  /// How many of them are free; nil when not told.
  public let free: Int?

  /// Pages of one size.
  public init(pageSize: ByteCount, total: Int?, free: Int?) {
    self.pageSize = pageSize
    self.total = total
    self.free = free
  }
}
