/// Replaces `%1$@`, `%2$@`, … in `format` by `values`, once: what a value contains is never read again.
func fill(_ format: String, with values: [String]) -> String {
  guard format.utf8.contains(UInt8(ascii: "%")) else { return format }
  var result = ""
  var rest = Substring(format)
  while let percent = rest.firstIndex(of: "%") {
    result += rest[..<percent]
    rest = rest[rest.index(after: percent)...]
    if rest.first == "%" {
      result += "%"
      rest = rest.dropFirst()
      continue
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let tail = rest[digits.endIndex...]
    if let position = Int(digits), tail.hasPrefix("$@"), values.indices.contains(position - 1) {
      result += values[position - 1]
      rest = tail.dropFirst(2)
    } else {
      result += "%"
    }
  }
  return result + rest
}
