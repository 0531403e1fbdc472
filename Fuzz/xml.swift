// What a text of any bytes becomes: an error, or a tree that prints to a text of an equal tree.
#if canImport(XML)
  import XML
#endif

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  _ = Element.impossibleCharacter(in: text)
  guard let element = try? Element(parsing: text) else { return 0 }
  guard let printed = try? element.xmlText() else { fatalError("a parsed tree does not print") }
  guard let again = try? Element(parsing: printed) else { fatalError("a printed tree does not parse:\n\(printed)") }
  precondition(again == element, "a printed tree parses to another one:\n\(printed)")
  precondition((try? again.xmlText()) == printed, "the second print differs:\n\(printed)")
  return 0
}
