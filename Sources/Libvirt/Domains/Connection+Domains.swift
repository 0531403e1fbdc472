internal import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Looks a domain up by its UUID and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noDomain`` when there is none, else what `body` throws.
  public func withDomain<Value: Sendable>(
    _ id: UUID, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing DomainReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in
      let pointer = try check(withBytes(of: id) { virDomainLookupByUUID(handle.pointer, $0) })
      return try body(DomainReference(adopting: pointer, of: handle))
    }
  }

  /// Looks a domain up by its name and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noDomain`` when there is none, else what `body` throws.
  public func withDomain<Value: Sendable>(
    named name: String, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing DomainReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in
      let pointer = try check(virDomainLookupByName(handle.pointer, name))
      return try body(DomainReference(adopting: pointer, of: handle))
    }
  }

  /// The UUID of the domain of this name; throws ``LibvirtError/Code-swift.struct/noDomain`` when there is none.
  public func domainID(named name: String) async throws(LibvirtError) -> UUID {
    try await withDomain(named: name) { domain throws(LibvirtError) in try domain.id }
  }

  /// Defines a persistent domain from its XML, or redefines the one of the same UUID, and returns its UUID.
  ///
  /// - Parameter validate: Whether libvirt checks the document against its schema first and refuses what it does not know.
  public func define(_ xml: String, validate: Bool = true) async throws(LibvirtError) -> UUID {
    try await call { connection throws(LibvirtError) in
      let pointer = try check(
        virDomainDefineXMLFlags(connection, xml, validate ? VIR_DOMAIN_DEFINE_VALIDATE.rawValue : 0))
      defer { virDomainFree(pointer) }
      return try domainIdentity(pointer).0
    }
  }
}
