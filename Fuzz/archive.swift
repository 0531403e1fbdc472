// A stranger's archive: members lie inside of it, have plain names, and none twice; never a crash, always an end.
#if canImport(XML)
  import MachineModel
  import XML
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  var index = TarIndex(size: UInt64(count))
  var steps = 0
  do {
    while case .bytes(let offset, let wanted) = index.wish {
      steps += 1
      precondition(steps <= count / 512 + 2, "no end")
      precondition(offset <= UInt64(count))
      try index.take(Array(contents.dropFirst(Int(offset)).prefix(wanted)))
    }
    precondition(Set(index.members.map(\.name)).count == index.members.count)
    for member in index.members {
      precondition(member.offset + member.size <= UInt64(count))
      precondition(!member.name.contains("/") && member.name != ".." && !member.name.isEmpty)
    }
  } catch {
    _ = error.description
  }
  let text = String(decoding: contents, as: UTF8.self)
  for checksum in ChecksumList(text).checksums.values { precondition(checksum.hexadecimal.count >= 40) }
  if let element = try? Element(parsing: text) { _ = OVFDescription(envelope: element)?.system }
  return 0
}
