/// What `osinfo-detect` said of a medium.
public struct DetectedMedium: Hashable, Sendable {
  /// The system's name in libosinfo's database, such as `Microsoft Windows 11`; nil when it knows none.
  public let system: String?
  /// The architecture that it named; nil for one that is unknown here.
  public let architecture: ProcessorArchitecture?

  /// Reads the program's output, in English and `plain`.
  ///
  /// Source: libosinfo, tools/osinfo-detect.c: “Media is an installer for OS 'NAME (ARCHITECTURE[, VARIANT…])'”, or
  /// “live media”, or “an installer and live media”.
  public init(output: String) {
    let line = output.split(whereSeparator: \.isNewline).prefix(16).first { $0.contains(" for OS '") }
    guard let line, let start = line.firstRange(of: " for OS '"), line.last == "'", line.utf8.count < 400 else {
      (system, architecture) = (nil, nil)
      return
    }
    let name = line[start.upperBound...].dropLast()
    guard name.last == ")", let bracket = name.lastIndex(of: "(") else {
      (system, architecture) = (String(name), nil)
      return
    }
    system = String(name[..<bracket].trimmingSpaces)
    let inside = name[name.index(after: bracket)...].dropLast().split(separator: ",").first
    architecture = inside.flatMap { ProcessorArchitecture(rawValue: String($0.trimmingSpaces)) }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start[..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)]
  }
}
