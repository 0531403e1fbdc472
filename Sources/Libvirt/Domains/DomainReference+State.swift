internal import CLibvirt
internal import Glibc

extension DomainReference {
  /// The state and its reason.
  public func status() throws(LibvirtError) -> DomainStatus {
    var state: CInt = 0
    var reason: CInt = 0
    try check(virDomainGetState(pointer, &state, &reason, 0))
    return DomainStatus(state: DomainState(state), reason: reason)
  }

  /// State, memory and processors.
  public func record() throws(LibvirtError) -> DomainRecord {
    let (id, name) = try domainIdentity(pointer)
    let status = try status()
    var info = virDomainInfo()
    try check(virDomainGetInfo(pointer, &info))
    return DomainRecord(
      id: id, name: name, status: status, maximumMemory: UInt64(info.maxMem), currentMemory: UInt64(info.memory),
      virtualProcessors: UInt32(info.nrVirtCpu))
  }

  /// Whether it runs (paused counts).
  public var isActive: Bool {
    get throws(LibvirtError) { try check(virDomainIsActive(pointer)) == 1 }
  }

  /// Whether it has a definition that outlives a stop.
  public var isPersistent: Bool {
    get throws(LibvirtError) { try check(virDomainIsPersistent(pointer)) == 1 }
  }

  /// Whether it was redefined since it started, so that its running form differs from its definition.
  public var isUpdated: Bool {
    get throws(LibvirtError) { try check(virDomainIsUpdated(pointer)) == 1 }
  }

  /// Whether the hypervisor keeps it in a control group of its own, as far as it tells; false for one that does not run.
  public var hasControlGroup: Bool {
    // Its scheduler's parameters stand in the group.
    guard let name = virDomainGetSchedulerType(pointer, nil) else { return false }
    free(name)
    return true
  }

  /// The domain's XML.
  public func xml(_ options: DomainXMLOptions = []) throws(LibvirtError) -> String {
    try takeString(virDomainGetXMLDesc(pointer, options.rawValue))
  }

  /// Whether it starts with its host.
  public var startsAutomatically: Bool {
    get throws(LibvirtError) {
      var value: CInt = 0
      try check(virDomainGetAutostart(pointer, &value))
      return value != 0
    }
  }

  /// Says whether it starts with its host.
  public func setStartsAutomatically(_ value: Bool) throws(LibvirtError) {
    try check(virDomainSetAutostart(pointer, value ? 1 : 0))
  }
}
