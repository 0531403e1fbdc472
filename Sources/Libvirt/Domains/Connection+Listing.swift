internal import CLibvirt
internal import FoundationEssentials
internal import Glibc

extension Connection {
  /// All domains, running and not, in libvirt's order, by one question to the daemon.
  ///
  /// Domains that are busy with a job are listed with what is known without waiting for it.
  /// Drivers whose statistics hold no memory are asked once more for each domain; those are the ones without a daemon.
  public func domains(deadline: Duration? = nil) async throws(LibvirtError) -> [DomainRecord] {
    try await call(.quick, deadline: deadline) { connection throws(LibvirtError) in
      var list: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
      var count = virConnectGetAllDomainStats(
        connection, listedStatistics, &list, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT.rawValue)
      if count < 0, LibvirtError.last.code == .invalidArgument || LibvirtError.last.code == .argumentUnsupported {
        count = virConnectGetAllDomainStats(connection, listedStatistics, &list, 0)
      }
      try check(count)
      defer { virDomainStatsRecordListFree(list) }
      var records: [DomainRecord] = []
      records.reserveCapacity(Int(count))
      // SAFETY: libvirt gives `count` records, valid until the list is freed.
      for record in UnsafeBufferPointer(start: list, count: Int(count)) {
        guard let record = record?.pointee, let domain = record.dom else { continue }
        records.append(try DomainRecord(domain, record))
      }
      return records
    }
  }
}

/// State, memory and processors: nothing for which the daemon would ask a running machine's monitor.
private let listedStatistics =
  VIR_DOMAIN_STATS_STATE.rawValue | VIR_DOMAIN_STATS_BALLOON.rawValue | VIR_DOMAIN_STATS_VCPU.rawValue

extension DomainRecord {
  fileprivate init(_ domain: virDomainPtr, _ record: virDomainStatsRecord) throws(LibvirtError) {
    var state = Int32(0)
    var reason = Int32(0)
    var memory: UInt64?
    var current: UInt64?
    var processors: UInt32?
    // SAFETY: libvirt gives `nparams` parameters; a name is a NUL-terminated array inside the parameter.
    for index in 0..<Int(record.nparams) {
      let parameter = record.params + index
      let name = UnsafeRawPointer(parameter).assumingMemoryBound(to: CChar.self)
      if strcmp(name, "state.state") == 0 {
        state = parameter.pointee.value.i
      } else if strcmp(name, "state.reason") == 0 {
        reason = parameter.pointee.value.i
      } else if strcmp(name, "balloon.maximum") == 0 {
        memory = parameter.pointee.value.ul
      } else if strcmp(name, "balloon.current") == 0 {
        current = parameter.pointee.value.ul
      } else if strcmp(name, "vcpu.current") == 0 {
        processors = parameter.pointee.value.ui
      }
    }
    if memory == nil || processors == nil {
      var info = virDomainInfo()
      // The domain may be gone by now: then the listing says what it knows.
      if virDomainGetInfo(domain, &info) == 0 {
        memory = memory ?? UInt64(info.maxMem)
        current = current ?? UInt64(info.memory)
        processors = processors ?? UInt32(info.nrVirtCpu)
      }
    }
    let (id, name) = try domainIdentity(domain)
    self.init(
      id: id, name: name, status: DomainStatus(state: DomainState(state), reason: reason), maximumMemory: memory,
      currentMemory: current, virtualProcessors: processors)
  }
}
