// Every value that is read from a text writes itself as a text of the same value.
#if canImport(XML)
  import MachineModel
  import XML
#endif

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  if let amount = try? ByteCount(parsing: text) {
    precondition(amount.bytes <= UInt64(Int64.max))
    let again = try? ByteCount(parsing: amount.description.filter { $0 != " " })
    precondition(again == amount, "\(text) → \(amount)")
    _ = amount.gibibytesRoundedUp
  }
  if let name = try? MachineName(parsing: text) {
    precondition((try? MachineName(parsing: name.description)) == name)
    precondition(!text.utf8.contains(0) && !text.utf8.contains(UInt8(ascii: "/")) && text.utf8.count <= 100)
    precondition(Element.impossibleCharacter(in: text) == nil, "a name that XML cannot hold")
  }
  if let address = try? MACAddress(parsing: text) {
    precondition((try? MACAddress(parsing: address.description)) == address)
  }
  if let address = try? PCIAddress(parsing: text) {
    precondition((try? PCIAddress(parsing: address.description)) == address)
    _ = address.element
  }
  if let attachment = try? NetworkAttachment(parsing: text) {
    precondition((try? NetworkAttachment(parsing: attachment.description)) == attachment)
    var values = TemplateValues()
    values.set(attachment)
  }
  // Errors have words for any text.
  do { _ = try MachineName(parsing: text) } catch { _ = error.description }
  _ = TemplateProblem.unknownName(text).description
  return 0
}
