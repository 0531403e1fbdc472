internal import CLibvirt

extension DomainReference {
  /// Replaces the domain's definition, or gives a running one that has none a definition.
  ///
  /// - Parameters:
  ///   - xml: The whole definition, of the same name and UUID, with its passwords.
  ///   - validates: Whether libvirt checks it against its schema first.
  public func define(again xml: String, validates: Bool = false) throws(LibvirtError) {
    guard let connection = virDomainGetConnect(pointer) else { throw .last }
    virDomainFree(
      try check(virDomainDefineXMLFlags(connection, xml, validates ? VIR_DOMAIN_DEFINE_VALIDATE.rawValue : 0)))
  }

  /// Gives the domain another name.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/operationInvalid`` when it is not off or another has that name.
  public func rename(to name: String) throws(LibvirtError) { try check(virDomainRename(pointer, name, 0)) }
}
