import ArgumentParser

/// How long to wait for a guest.
struct TimeoutOption: ParsableArguments {
  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp(
      "How long to wait, such as 60s or 5m; a minute for a guest, ten for a start.", valueName: "time"),
    transform: Self.duration(_:))
  var limit: Duration?

  /// Reads `60s`, `5m`, `1h` or a number of seconds.
  static func duration(_ text: String) throws -> Duration {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? text[...] : text.dropLast()), number >= 0, number * (unit ?? 1) < 1e9 else {
      throw ValidationError("“\(text)” is not a time. Write 60s, 5m or 1h.")
    }
    return .milliseconds(Int64(number * (unit ?? 1) * 1000))
  }
}
