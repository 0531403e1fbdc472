// A file that says it is the ROM of a graphics card: read within its bytes, whatever its pointers say.
#if canImport(MachineModel)
  import MachineModel
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let rom = try? PCIROM(parsing: Array(UnsafeBufferPointer(start: bytes, count: count))) else { return 0 }
  precondition(!rom.devices.isEmpty && rom.devices.count <= 256 + count / 512)
  return 0
}
