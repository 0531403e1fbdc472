// The user's list of connections: any bytes are a book that writes itself as it was read, or a line that is named.
#if canImport(MachineModel)
  import MachineModel
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  do {
    var book = try ConnectionBook(parsing: contents)
    let text = Array(book.text.utf8)
    precondition(text == contents || text == contents + [UInt8(ascii: "\n")], "something was not kept")
    for entry in book.entries {
      precondition(!entry.name.description.contains(":"), "a name that may be an address")
      precondition(entry.address.description.contains(":"))
      book[entry.name] = nil
    }
    precondition(book.entries.isEmpty)
  } catch {
    guard case .line(let line, _) = error as? ConnectionBookError else { return 0 }
    precondition(line > 0)
  }
  return 0
}
