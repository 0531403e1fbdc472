extension UInt64 {
  /// The sum, or the largest number: sizes come from documents and files of others.
  public func adding(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
