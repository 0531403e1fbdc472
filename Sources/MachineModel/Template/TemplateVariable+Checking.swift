import XML

extension TemplateVariable {
  /// What stands against a value, nil when it is fine.
  func problem(with value: String) -> TemplateProblem? {
    if let scalar = Element.impossibleCharacter(in: value) { return .character(self, scalar) }
    return isWellFormed(value) ? nil : .malformed(self, value: value)
  }

  private func isWellFormed(_ value: String) -> Bool {
    switch kind {
    case .text: true
    case .integer:
      value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && UInt64(value) != nil
        && (self != .sharedMemoryMB || UInt64(value)?.nonzeroBitCount == 1)
    case .path: value.utf8.first == UInt8(ascii: "/")
    case .uuid: Self.isUUID(value)
    case .mac: (try? MACAddress(parsing: value)) != nil
    case .processors: Self.isProcessorList(value)
    case .flag: ResolvedValues.flag(value) != nil
    case .word(let words): words.contains(value)
    }
  }

  private static func isUUID(_ value: String) -> Bool {
    let groups = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && value.unicodeScalars.allSatisfy { $0 == "-" || ($0.isASCII && $0.properties.isASCIIHexDigit) }
  }

  private static func isProcessorList(_ value: String) -> Bool {
    value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy { item in
      let range = item.first == UInt8(ascii: "^") ? item.dropFirst() : item
      let ends = range.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      return (1...2).contains(ends.count)
        && ends.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }
  }
}
