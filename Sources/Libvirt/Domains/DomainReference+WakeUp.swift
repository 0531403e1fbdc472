internal import CLibvirt

extension DomainReference {
  /// Wakes a guest that its own power management put to sleep (`DomainState.suspended`).
  public func wakeUp() throws(LibvirtError) { try check(virDomainPMWakeup(pointer, 0)) }
}
