import CLibXML2

extension Element {
  /// Parses a document and gives its root element.
  ///
  /// Nothing but the text itself is read: no network, no files, no document type and so no entities beyond XML's own
  /// five. Processing instructions and what stands outside of the root element are dropped, and so is white space
  /// that only lays out child elements.
  ///
  /// Errors: any of ``XMLError`` but `.name` and `.comment`. libxml2's own limits apply: 256 levels, 10 MB a text.
  public init(parsing text: String) throws(XMLError) {
    var text = text
    let result = text.withUTF8 { bytes in Result { () throws(XMLError) in try Document.root(of: bytes) } }
    self = try result.get()
  }
}

/// The only calls into libxml2.
private enum Document {
  static func root(of bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) -> Element {
    guard let size = CInt(exactly: bytes.count) else { throw .tooLarge }
    guard let start = bytes.baseAddress, bytes.contains(where: { !$0.isXMLSpace }) else { throw .empty }
    // libxml2 takes a NUL for the end of the text and would accept what stands before it.
    if bytes.contains(0) { throw .character("\0", place: "") }
    // Both calls allocate, and fail only when there is no memory.
    guard let context = xmlNewParserCtxt() else { throw .malformed(line: 0, reason: "out of memory") }
    defer { xmlFreeParserCtxt(context) }
    // SAFETY: a new context has its own handler table; only the slot for the document type is changed.
    context.pointee.sax?.pointee.internalSubset = refuseDocumentType
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_NOCDATA.rawValue
    // The encoding is given, so that what the text declares about itself is not believed: a String is UTF-8.
    // SAFETY: the buffer outlives the call and `size` is its length; the names are static.
    let document = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      xmlCtxtReadMemory(context, $0, size, nil, "UTF-8", CInt(options | XML_PARSE_IGNORE_ENC.rawValue))
    }
    defer { if let document { xmlFreeDoc(document) } }
    if context.pointee.errNo == XML_ERR_USER_STOP.rawValue { throw .documentType }
    // A prefix without a declaration counts as well-formed to libxml2; it would end up as a colon in a name.
    guard let document, context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1,
      let root = xmlDocGetRootElement(document)
    else {
      throw failure(of: context)
    }
    return Element(copying: root)
  }

  private static func failure(of context: xmlParserCtxtPtr) -> XMLError {
    guard let error = xmlCtxtGetLastError(context) else { return .malformed(line: 0, reason: "") }
    let reason = error.pointee.message.map { String(cString: $0) } ?? ""
    return .malformed(line: Int(error.pointee.line), reason: String(reason.prefix { $0 != "\n" }))
  }
}

/// Ends parsing at `<!DOCTYPE`, before anything inside of it is read.
private nonisolated func refuseDocumentType(
  _ context: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
  _: UnsafePointer<xmlChar>?
) {
  // SAFETY: libxml2 hands the parser context to its handlers, because no other user data was set.
  xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
}

extension Element {
  /// Copies a node of libxml2's tree; the depth is bounded by libxml2's limit.
  fileprivate init(copying node: xmlNodePtr) {
    self.init(
      name: String(xml: node.pointee.name), prefix: node.pointee.ns.flatMap { String(optional: $0.pointee.prefix) },
      namespace: node.pointee.ns.flatMap { String(namespace: $0.pointee.href) })
    var next = node.pointee.properties
    while let property = next {
      let value = xmlNodeListGetString(node.pointee.doc, property.pointee.children, 1)
      defer { neuron_xml_free(value) }
      attributes.append(
        Attribute(
          String(xml: property.pointee.name), value.map { String(xml: $0) } ?? "",
          prefix: property.pointee.ns.flatMap { String(optional: $0.pointee.prefix) },
          namespace: property.pointee.ns.flatMap { String(namespace: $0.pointee.href) }))
      next = property.pointee.next
    }
    children = Self.nodes(from: node.pointee.children)
  }

  private static func nodes(from first: xmlNodePtr?) -> [Node] {
    var nodes: [Node] = []
    var next = first
    var onlyLayout = true
    while let node = next {
      switch node.pointee.type {
      case XML_ELEMENT_NODE: nodes.append(.element(Element(copying: node)))
      case XML_COMMENT_NODE: nodes.append(.comment(String(optional: node.pointee.content) ?? ""))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        let text = String(optional: node.pointee.content) ?? ""
        if !text.utf8.allSatisfy(\.isXMLSpace) { onlyLayout = false }
        // A dropped instruction or a CDATA section leaves two texts side by side, which no print could tell apart.
        if case .text(let before) = nodes.last {
          nodes[nodes.count - 1] = .text(before + text)
        } else if !text.isEmpty {
          nodes.append(.text(text))
        }
      default: break
      }
      next = node.pointee.next
    }
    guard onlyLayout, nodes.contains(where: { $0.text == nil }) else { return nodes }
    return nodes.filter { $0.text == nil }
  }
}

extension String {
  fileprivate init(xml characters: UnsafePointer<xmlChar>) { self.init(cString: characters) }

  fileprivate init?(optional characters: UnsafePointer<xmlChar>?) {
    guard let characters else { return nil }
    self.init(cString: characters)
  }

  /// libxml2 keeps an ampersand of a namespace as `&#38;`, and no other reference.
  fileprivate init?(namespace characters: UnsafePointer<xmlChar>?) {
    guard let text = String(optional: characters) else { return nil }
    self = text.utf8.contains(UInt8(ascii: "&")) ? text.replacing("&#38;", with: "&") : text
  }
}

extension UInt8 {
  /// Whether the byte is one of XML's four white space characters.
  var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}
