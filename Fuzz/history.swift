// An entry of a machine's history: any bytes are an entry of that machine, which writes itself as it was read, or refused.
#if canImport(MachineModel)
  import FoundationEssentials
  import MachineModel
  import XML
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let machine = UUID(uuidString: "11111111-1111-4111-8111-111111111111") else { return 0 }
  do {
    let entry = try HistoryEntry(parsing: contents, id: 7, machine: machine)
    precondition(entry.id == 7 && entry.machine == machine, "an entry of another place")
    for definition in [entry.before, entry.after].compactMap({ $0 }) {
      let domain = try? Element(parsing: definition.xml)
      let id = domain?.first("uuid").flatMap { UUID(uuidString: $0.text) }
      precondition(id == machine, "another machine's definition")
    }
    guard let written = entry.encoded() else { return 0 }
    guard written.count <= HistoryEntry.largestFile else { return 0 }
    let again = try? HistoryEntry(parsing: written, id: 7, machine: machine)
    precondition(again == entry, "it does not come back as it was written")
  } catch {
    guard let error = error as? HistoryEntryError else { preconditionFailure("an error of another kind") }
    precondition(!error.reason.isEmpty)
  }
  return 0
}
