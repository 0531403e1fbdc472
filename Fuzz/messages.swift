// What libvirt, QEMU and the kernel say, and with them guests: any text is explained or not, quickly, and what is taken
// from it is short and harmless.
#if canImport(MachineModel)
  @testable import MachineModel
#endif

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let catalogue = MessageCatalogue.standard
  let matches = catalogue.matches(in: text)
  for match in matches {
    for value in match.values {
      precondition(value.utf8.count <= 3 * 1024, "a value of any length")
      precondition(!value.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a control character in a value")
    }
  }
  let explanation = catalogue.explanation(of: text, in: MessageContext(machine: "win11"))
  precondition((explanation == nil) == matches.isEmpty)
  precondition(explanation?.code == matches.first?.entry.code)
  precondition(explanation?.cause.contains("$@") != true || text.contains("$@"))
  return 0
}
