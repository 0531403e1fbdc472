internal import CLibvirt
internal import FoundationEssentials

/// The UUID and the name that a domain object carries; asks nobody.
func domainIdentity(_ domain: virDomainPtr) throws(LibvirtError) -> (UUID, String) {
  // SAFETY: the name lives as long as the domain object; it is copied here.
  let name = try check(virDomainGetName(domain))
  return (try readUUID { virDomainGetUUID(domain, $0) }, String(cString: name))
}

/// Reads a UUID by a libvirt call that fills sixteen bytes.
func readUUID(_ fill: (UnsafeMutablePointer<UInt8>) -> CInt) throws(LibvirtError) -> UUID {
  var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  let status = withUnsafeMutableBytes(of: &bytes) { buffer in
    // SAFETY: sixteen bytes, which is what libvirt writes.
    buffer.baseAddress.map { fill($0.assumingMemoryBound(to: UInt8.self)) } ?? -1
  }
  try check(status)
  return UUID(uuid: bytes)
}

/// Lends a UUID's sixteen bytes to a libvirt call.
func withBytes<Result>(of id: UUID, _ body: (UnsafePointer<UInt8>?) -> Result) -> Result {
  withUnsafeBytes(of: id.uuid) { buffer in
    // SAFETY: sixteen bytes that live while `body` runs.
    body(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self))
  }
}
