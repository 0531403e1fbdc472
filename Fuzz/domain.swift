// What other tools wrote about a machine, and what a hypervisor says of itself: read tolerantly, never a crash.
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
  guard let element = try? Element(parsing: text) else { return 0 }
  let description = DomainDescription(domain: element)
  // What is read of a machine must print again: lists and errors show it.
  precondition(description.disks.count <= count)
  precondition("\(HostCapabilities(domainCapabilities: element))".isEmpty == false)
  // What decides about devices, and what is made of others' XML.
  precondition(description.sharedFolders.count <= count)
  _ = HotPlug(domain: element)
  let shared = MemorySharing.sharing(element)
  precondition(MemorySharing(of: shared) != .possible || !element.all("cpu", "numa", "cell").isEmpty)
  // What our own metadata says may have been written by anybody who may define machines.
  var given = element
  given.setGivenDevices(GivenDevice.all(in: element))
  precondition(GivenDevice.all(in: given) == GivenDevice.all(in: element))
  for setting in PassthroughSetting.allCases { setting.switchOn(in: &given) }
  for disk in element.all("devices", "disk") {
    precondition(Disk(element: disk.holding(.file("/a.iso"))).source == .file("/a.iso"))
    precondition(Disk(element: disk.holding(nil)).source == nil)
  }
  // What tuning kept in the metadata, by whomever it was written: taking it back ends it.
  if let tuning = KeptTuning(of: element) {
    var domain = element
    _ = tuning.revert(&domain)
    precondition(KeptTuning(of: domain) == nil)
  }
  return 0
}
