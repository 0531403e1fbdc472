/// An OVA's manifest: a line `SHA256(NAME)= DIGITS` for each file.
///
/// Source: DSP0243, “Open Virtualization Format Specification”, section 5.1.
public struct ChecksumList: Hashable, Sendable {
  /// How a checksum is made.
  public enum Algorithm: String, Hashable, Sendable {
    /// SHA-1.
    case sha1 = "SHA1"
    /// SHA-256.
    case sha256 = "SHA256"
  }

  /// What a file's checksum should be.
  public struct Checksum: Hashable, Sendable {
    /// How it is made.
    public let algorithm: Algorithm
    /// Its digits in lower case.
    public let hexadecimal: String

    /// Creates a checksum.
    public init(algorithm: Algorithm, hexadecimal: String) {
      self.algorithm = algorithm
      self.hexadecimal = hexadecimal
    }
  }

  /// The largest text that is looked at, in bytes.
  public static let mostBytes = 262_144

  /// The checksums by the files' names.
  public private(set) var checksums: [String: Checksum] = [:]
  /// How many lines say nothing that can be checked: other algorithms, other forms.
  public private(set) var unreadable = 0

  /// Reads a list; what is repeated counts as unreadable, so that no second line replaces a first.
  public init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let line = String(line).trimmed
      guard !line.isEmpty else { continue }
      guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close,
        let algorithm = Algorithm(rawValue: String(line[..<open]).trimmed.uppercased().filter { $0 != "-" }),
        let sign = line[close...].firstIndex(of: "=")
      else {
        unreadable += 1
        continue
      }
      let name = String(line[line.index(after: open)..<close]).trimmed
      let digits = String(line[line.index(after: sign)...]).trimmed.lowercased()
      let isWhole = digits.count == (algorithm == .sha1 ? 40 : 64) && digits.allSatisfy(\.isHexDigit)
      guard isWhole, checksums[name] == nil else {
        unreadable += 1
        continue
      }
      checksums[name] = Checksum(algorithm: algorithm, hexadecimal: digits)
    }
  }
}
