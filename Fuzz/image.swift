// A stranger's disk image: any bytes are a format, or refused; never a crash, and never one that reaches for another file.
#if canImport(MachineModel)
  import MachineModel
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  do {
    let header = try DiskImageHeader(
      head: contents, tail: Array(contents.suffix(512)), size: UInt64(count), name: "disk")
    if header.format == .qcow2 {
      precondition(contents[8..<20].allSatisfy { $0 == 0 }, "a qcow2 with a base was let through")
    }
  } catch {
    _ = error.reason
    _ = error.remedy("disk")
  }
  let layout = DiskLayout(contents)
  _ = TemplateGuess(layout: layout).reasons
  return 0
}
