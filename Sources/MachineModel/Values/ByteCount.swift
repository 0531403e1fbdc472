import Text

/// An amount of memory or storage, in bytes.
public struct ByteCount: Hashable, Sendable, Comparable {
  /// The number of bytes; never negative.
  public let bytes: UInt64

  /// Creates an amount from a number of bytes.
  public init(bytes: UInt64) { self.bytes = bytes }

  /// Whole kibibytes (1,024 bytes).
  public static func kibibytes(_ count: UInt64) -> ByteCount { ByteCount(count, times: 1 << 10) }

  /// Whole mebibytes (1,024 KiB).
  public static func mebibytes(_ count: UInt64) -> ByteCount { ByteCount(count, times: 1 << 20) }

  /// Whole gibibytes (1,024 MiB).
  public static func gibibytes(_ count: UInt64) -> ByteCount { ByteCount(count, times: 1 << 30) }

  /// The amount in mebibytes, rounded down.
  public var mebibytes: UInt64 { bytes >> 20 }

  /// The amount in gibibytes, rounded up, so that a size given in gibibytes is never too small.
  public var gibibytesRoundedUp: UInt64 { (bytes >> 30) + (bytes & ((1 << 30) - 1) == 0 ? 0 : 1) }

  /// Reads `8G`, `512M`, `1.5T`, `64GiB` or `1048576B`; units are powers of 1,024, in either case.
  ///
  /// A number without a unit is refused, because libvirt's tools read it in three different ways.
  public init(parsing text: String) throws(ByteCountError) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text[digits.endIndex...].lowercased()
    guard let number = Double(digits) else { throw .notANumber(text) }
    guard let shift = Self.shifts[unit] else { throw unit.isEmpty ? .unitMissing(text) : .unitUnknown(text) }
    if let whole = UInt64(digits) {
      let (bytes, overflow) = whole.multipliedReportingOverflow(by: 1 << shift)
      guard !overflow, bytes <= Self.largest else { throw .tooLarge(text) }
      self.bytes = bytes
      return
    }
    let bytes = number * Double(UInt64(1) << shift)
    // As a floating-point number the largest amount is rounded up, to the first one that is too large.
    guard bytes < Double(Self.largest) else { throw .tooLarge(text) }
    self.bytes = UInt64(bytes)
  }

  /// The largest amount that is accepted: 8 EiB less one, what libvirt can express.
  private static let largest = UInt64(Int64.max)

  private static let shifts: [String: UInt64] = [
    "b": 0,
    "k": 10, "kb": 10, "kib": 10,
    "m": 20, "mb": 20, "mib": 20,
    "g": 30, "gb": 30, "gib": 30,
    "t": 40, "tb": 40, "tib": 40,
  ]

  private init(_ count: UInt64, times unit: UInt64) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
    self.bytes = overflow ? .max : bytes
  }

  /// Fewer bytes come first.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: CustomStringConvertible {
  /// The amount in the largest unit that needs no fraction, `8 GiB` or `1536 MiB`.
  public var description: String {
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] as [(UInt64, String)]
    where bytes >= 1 << shift && bytes & ((1 << shift) - 1) == 0 {
      return "\(bytes >> shift) \(unit)"
    }
    return "\(bytes) B"
  }
}

extension ByteCount {
  /// The amount for a person, rounded to a tenth of the largest unit that fits: `4.7 GiB`.
  public var rounded: String {
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] as [(UInt64, String)]
    where bytes >= 1 << shift {
      let tenths = Int((Double(bytes) / Double(UInt64(1) << shift) * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) B"
  }
}

/// Why a text is not an amount of memory or storage.
public enum ByteCountError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text does not start with a number.
  case notANumber(String)
  /// The number has no unit.
  case unitMissing(String)
  /// The unit is none of B, K, M, G, T.
  case unitUnknown(String)
  /// The amount is more than 8 EiB.
  case tooLarge(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .notANumber(let text): tr("“%1$@” is not a size. Write a number and a unit, like 8G or 512M.", text)
    // Whoever writes nothing at all is not told to write nothing of something.
    case .unitMissing(let text) where text.allSatisfy { $0 == "0" }:
      tr("“%1$@” has no unit. Write a number and a unit, like 8G or 512M.", text)
    case .unitMissing(let text): tr("“%1$@” has no unit. Write %1$@G for gibibytes or %1$@M for mebibytes.", text)
    case .unitUnknown(let text):
      tr("“%1$@” has an unknown unit. The units are B, K, M, G and T, like 8G or 512M.", text)
    case .tooLarge(let text): tr("“%1$@” is more than any machine can have.", text)
    }
  }
}
