/// Random numbers that are the same in each run: what a test finds with them is found again.
public struct SameNumbers: RandomNumberGenerator {
  private var state: UInt64

  /// Each number to begin with makes another row of them.
  public init(_ first: UInt64) { state = first }

  /// The next one.
  public mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 29)
  }
}
