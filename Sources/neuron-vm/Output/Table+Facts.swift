extension Table {
  /// Labels and values, one a line, the values below each other.
  static func facts(_ lines: [(String, String)]) -> String {
    let lines = lines.map { (Output.oneLine($0.0), Output.oneLine($0.1)) }
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { label, value in
      label + ":" + String(repeating: " ", count: width - label.count + 1) + value + "\n"
    }.joined()
  }
}
