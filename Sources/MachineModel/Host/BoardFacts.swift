/// The computer itself, as its firmware tells (DMI); no serial number is read.
public struct BoardFacts: Hashable, Sendable {
  /// Who made the board; nil when not told.
  public var boardVendor: String?
  /// The board; nil when not told.
  public var board: String?
  /// Who sold the computer; nil when not told.
  public var systemVendor: String?
  /// The chassis' number by the SMBIOS specification; nil when not told.
  public var chassis: Int?

  /// Nothing known.
  public init() {}

  /// Whether it is carried about, and its screen is built in.
  ///
  /// Source: SMBIOS specification, 7.4.1: portable, laptop, notebook, hand-held, sub-notebook, tablet, convertible,
  /// detachable.
  public var isLaptop: Bool { chassis.map { [8, 9, 10, 11, 14, 30, 31, 32].contains($0) } ?? false }
}
