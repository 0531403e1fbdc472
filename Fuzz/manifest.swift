// The manifest of a stranger's export: bounded, and what was read is written and read again as the same.
#if canImport(MachineModel)
  import MachineModel
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let manifest = try? ExportManifest(parsing: contents) else { return 0 }
  precondition(manifest.members.count <= 200 && manifest.leftOut.count <= 100)
  precondition(Set(manifest.members.map(\.name)).count == manifest.members.count)
  for member in manifest.members {
    precondition(member.sizeBytes > 0 && member.sizeBytes <= member.kind.mostBytes ?? .max)
    precondition(member.sha256.utf8.count == 64 && (member.kind != .disk || member.target != nil))
  }
  guard let again = try? ExportManifest(parsing: manifest.encoded()) else { preconditionFailure("not read again") }
  precondition(again.members == manifest.members && again.uuid == manifest.uuid && again.machine == manifest.machine)
  return 0
}
