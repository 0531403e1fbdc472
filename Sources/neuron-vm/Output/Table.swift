/// Rows under a heading, each column as wide as its widest text.
struct Table {
  private let heading: [String]
  private var rows: [[String]] = []

  init(_ heading: String...) { self.heading = heading }

  mutating func add(_ row: String...) { rows.append(row.map { Output.printable($0).replacingLineEnds }) }

  /// The table as lines, without spaces at their ends.
  var text: String {
    var widths = heading.map(\.count)
    for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
    var text = ""
    for row in [heading] + rows {
      for (column, cell) in row.enumerated() {
        text += cell
        if column < row.count - 1 { text += String(repeating: " ", count: widths[column] - cell.count + 2) }
      }
      text += "\n"
    }
    return text
  }
}

extension String {
  fileprivate var replacingLineEnds: String { String(map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}
