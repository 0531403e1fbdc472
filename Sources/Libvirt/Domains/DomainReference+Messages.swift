internal import CLibvirt

extension DomainReference {
  /// What libvirt holds against the domain as it is now: what its authors do not support, and what will go away.
  ///
  /// Empty where the driver has nothing to say. Source: `virDomainGetMessages`, libvirt 7.1 and later.
  public func messages() throws(LibvirtError) -> [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = try check(virDomainGetMessages(pointer, &list, 0))
    return takeStrings(count, list)
  }
}
