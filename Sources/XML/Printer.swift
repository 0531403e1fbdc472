/// Writes one tree; holds what is in scope while it walks.
struct Printer {
  /// The UTF-8 text so far.
  private(set) var output: [UInt8] = []
  private var path: [String] = []
  private var declared: [(prefix: String, namespace: String)] = [("xml", "http://www.w3.org/XML/1998/namespace")]

  init() { output.reserveCapacity(8192) }

  /// Writes an element; a nil indentation means inside of mixed content, where nothing may be added.
  mutating func print(_ element: Element, indentation: Int?) throws(XMLError) {
    path.append(element.name)
    let scope = declared.count
    if let indentation { indent(indentation) }
    output.append(UInt8(ascii: "<"))
    try write(name: element.name, prefix: element.prefix)
    try declareNamespaces(of: element)
    for attribute in element.attributes {
      output.append(UInt8(ascii: " "))
      try write(name: attribute.name, prefix: attribute.prefix)
      output.append(UInt8(ascii: "="))
      output.append(UInt8(ascii: "\""))
      try write(attribute.value, of: attribute.name)
      output.append(UInt8(ascii: "\""))
    }
    try printInside(of: element, indentation: indentation)
    if indentation != nil { output.append(UInt8(ascii: "\n")) }
    declared.removeLast(declared.count - scope)
    path.removeLast()
  }

  private mutating func printInside(of element: Element, indentation: Int?) throws(XMLError) {
    var isEmpty = true
    var hasText = false
    for child in element.children {
      if case .text(let text) = child {
        if text.isEmpty { continue }
        hasText = true
      }
      isEmpty = false
    }
    if isEmpty {
      write("/>")
      return
    }
    output.append(UInt8(ascii: ">"))
    let inner = hasText ? nil : indentation.map { $0 + 1 }
    if inner != nil { output.append(UInt8(ascii: "\n")) }
    for child in element.children {
      switch child {
      case .element(let element): try print(element, indentation: inner)
      case .text(let text): try write(text, of: nil)
      case .comment(let text): try printComment(text, indentation: inner)
      }
    }
    if inner != nil, let indentation { indent(indentation) }
    write("</")
    try write(name: element.name, prefix: element.prefix)
    output.append(UInt8(ascii: ">"))
  }

  private mutating func printComment(_ text: String, indentation: Int?) throws(XMLError) {
    if text.utf8.last == UInt8(ascii: "-") || zip(text.utf8, text.utf8.dropFirst()).contains(where: { $0 == (45, 45) })
    {
      throw .comment(place: place(nil))
    }
    if let scalar = Element.impossibleCharacter(in: text) { throw .character(scalar, place: place(nil)) }
    // A carriage return cannot be escaped in a comment, and parsing would turn it into a line feed.
    if text.utf8.contains(0x0D) { throw .character("\r", place: place(nil)) }
    if let indentation { indent(indentation) }
    write("<!--")
    write(text)
    write("-->")
    if indentation != nil { output.append(UInt8(ascii: "\n")) }
  }

  private mutating func indent(_ level: Int) {
    for _ in 0..<level * 2 { output.append(0x20) }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }
}

extension Printer {
  /// Declares what this element and its attributes need and is not in scope.
  private mutating func declareNamespaces(of element: Element) throws(XMLError) {
    let outer = declared.count
    if element.namespace != nil || element.prefix != nil || declared.count > 1 {
      try declare(element.prefix ?? "", element.namespace ?? "", name: element.qualifiedName, outer: outer)
    }
    for attribute in element.attributes where attribute.prefix != nil || attribute.namespace != nil {
      guard let prefix = attribute.prefix, !prefix.isEmpty else { throw .name(attribute.name, place: place(nil)) }
      try declare(prefix, attribute.namespace ?? "", name: attribute.name, outer: outer)
    }
  }

  private mutating func declare(_ prefix: String, _ namespace: String, name: String, outer: Int) throws(XMLError) {
    let known = declared.lastIndex { $0.prefix == prefix }
    if let known, declared[known].namespace == namespace { return }
    if known == nil, prefix.isEmpty, namespace.isEmpty { return }
    // Declared by this same element with another meaning, reserved, or a prefix for nothing.
    if let known, known >= outer || prefix == "xml" { throw .name(name, place: place(nil)) }
    if prefix == "xmlns" || (namespace.isEmpty && !prefix.isEmpty) { throw .name(name, place: place(nil)) }
    declared.append((prefix, namespace))
    write(prefix.isEmpty ? " xmlns=\"" : " xmlns:\(prefix)=\"")
    try write(namespace, of: prefix.isEmpty ? "xmlns" : prefix)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func write(name: String, prefix: String?) throws(XMLError) {
    if let prefix {
      guard prefix.isXMLName else { throw .name(prefix, place: place(nil)) }
      output.append(contentsOf: prefix.utf8)
      output.append(UInt8(ascii: ":"))
    }
    guard name.isXMLName else { throw .name(name, place: place(nil)) }
    output.append(contentsOf: name.utf8)
  }

  /// Writes escaped characters: of an attribute when it is named, of the element's text else.
  private mutating func write(_ value: String, of attribute: String?) throws(XMLError) {
    if let scalar = Element.impossibleCharacter(in: value) { throw .character(scalar, place: place(attribute)) }
    var value = value
    // Runs without anything to escape are copied at once.
    value.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices {
        guard let reference = Self.reference(for: bytes[index], inAttribute: attribute != nil) else { continue }
        output.append(contentsOf: bytes[start..<index])
        output.append(contentsOf: reference.utf8)
        start = index + 1
      }
      output.append(contentsOf: bytes[start...])
    }
  }

  /// What stands for a byte that cannot stand for itself; nil for all others.
  @inline(__always)
  private static func reference(for byte: UInt8, inAttribute: Bool) -> String? {
    // All that is escaped lies below this, and most letters above it.
    if byte > UInt8(ascii: ">") { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\"") where inAttribute: "&quot;"
    // Parsers read these three as spaces in a value, and a carriage return as a line feed anywhere.
    case 0x0D: "&#13;"
    case 0x0A where inAttribute: "&#10;"
    case 0x09 where inAttribute: "&#9;"
    default: nil
    }
  }

  private func place(_ attribute: String?) -> String {
    path.joined(separator: "/") + (attribute.map { "/@" + $0 } ?? "")
  }
}

extension String {
  /// Whether this is a name of XML without a colon (production `NCName`).
  fileprivate var isXMLName: Bool {
    var isFirst = true
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): if isFirst { return false }
      case 0x80...: return isXMLNameBeyondASCII
      default: return false
      }
      isFirst = false
    }
    return !isFirst
  }

  private var isXMLNameBeyondASCII: Bool {
    unicodeScalars.enumerated().allSatisfy { index, scalar in
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0x5F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
        0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
        0x10000...0xEFFFF:
        true
      case 0x30...0x39, 0x2D, 0x2E, 0xB7, 0x300...0x36F, 0x203F...0x2040: index > 0
      default: false
      }
    }
  }
}
