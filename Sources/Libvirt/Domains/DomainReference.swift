internal import CLibvirt
public import FoundationEssentials

/// A domain, lent to a closure on a call thread: ``Connection/withDomain(_:_:deadline:_:)-(UUID,_,_,_)``.
///
/// Its verbs block until libvirt has answered; the caller's deadline and cancellation are the connection's business.
public struct DomainReference: ~Copyable {
  let pointer: virDomainPtr
  let handle: ConnectionHandle

  /// Takes over a domain object, which is freed with this value.
  init(adopting pointer: virDomainPtr, of handle: ConnectionHandle) {
    self.pointer = pointer
    self.handle = handle
  }

  deinit { virDomainFree(pointer) }

  /// The domain's UUID; asks nobody.
  public var id: UUID {
    get throws(LibvirtError) { try domainIdentity(pointer).0 }
  }

  /// The domain's name when it was looked up; asks nobody.
  public var name: String {
    get throws(LibvirtError) { try domainIdentity(pointer).1 }
  }
}
