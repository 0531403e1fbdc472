// What other tools wrote about a snapshot, and about a machine of which one is wanted: read tolerantly, never a crash,
// and whatever the names say, the order ends and holds each snapshot once.
#if canImport(XML)
  import XML
#endif
#if canImport(MachineModel)
  import MachineModel
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  _ = try? SnapshotName(parsing: text)
  guard let element = try? Element(parsing: text) else { return 0 }
  let all = [element] + element.all("domainsnapshot")
  let snapshots = all.map { SnapshotDescription(element: $0) }
  let tree = SnapshotTree(snapshots)
  precondition(tree.entries.count == Set(snapshots.map(\.name)).count)
  for snapshot in snapshots {
    precondition(tree.descendants(of: snapshot.name).count < tree.entries.count)
    precondition(snapshot.heldDisks.count <= snapshot.disks.count && snapshot.disks.count <= count)
  }
  let subject = SnapshotSubject(domain: element)
  precondition(subject.disks.count <= subject.machine.disks.count)
  return 0
}
