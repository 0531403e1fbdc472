/// Rows under a heading, each column as wide as its widest text.
struct Table {
  /// A text and the number of columns it takes.
  private struct Cell {
    let text: String
    let width: Int

    init(_ text: String) {
      let isPlain = Output.isPlain(text)
      self.text = isPlain ? text : Output.oneLine(text)
      width = isPlain ? text.utf8.count : self.text.count
    }
  }

  private var rows: [[Cell]]

  init(_ heading: String...) { self.init(heading) }

  init(_ heading: [String]) { rows = [heading.map(Cell.init)] }

  mutating func add(_ row: String...) { add(row) }

  mutating func add(_ row: [String]) { rows.append(row.map(Cell.init)) }

  /// The table as lines, without spaces at their ends.
  var text: String {
    var widths = rows[0].map(\.width)
    for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.width) } }
    var text = ""
    for row in rows {
      for (column, cell) in row.enumerated() {
        text += cell.text
        if column < row.count - 1 { text += String(repeating: " ", count: widths[column] - cell.width + 2) }
      }
      text += "\n"
    }
    return text
  }
}
