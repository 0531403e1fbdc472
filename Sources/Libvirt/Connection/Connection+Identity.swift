internal import CLibvirt

extension Connection {
  /// The URI as the driver completed it.
  public func uri() async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in try takeString(virConnectGetURI(connection)) }
  }

  /// The host name of the machine the hypervisor runs on.
  public func hostName() async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in try takeString(virConnectGetHostname(connection)) }
  }

  /// The driver's name, such as `QEMU` or `Test`.
  public func driverName() async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in
      // SAFETY: libvirt's own constant string.
      guard let name = virConnectGetType(connection) else { throw .last }
      return String(cString: name)
    }
  }

  /// The version of libvirt on the hypervisor's side.
  public func libraryVersion() async throws(LibvirtError) -> LibvirtVersion {
    try await call { connection throws(LibvirtError) in
      var number: UInt = 0
      try check(virConnectGetLibVersion(connection, &number))
      return LibvirtVersion(number)
    }
  }

  /// The version of the hypervisor (for QEMU: of its emulator).
  public func hypervisorVersion() async throws(LibvirtError) -> LibvirtVersion {
    try await call { connection throws(LibvirtError) in
      var number: UInt = 0
      try check(virConnectGetVersion(connection, &number))
      return LibvirtVersion(number)
    }
  }

  /// What the host and its hypervisor can do, as XML (`<capabilities>`).
  public func capabilities() async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in try takeString(virConnectGetCapabilities(connection)) }
  }

  /// What a domain of this kind can have, as XML (`<domainCapabilities>`); nil means the hypervisor's default.
  ///
  /// The first question starts an emulator to ask it, which takes a second.
  public func domainCapabilities(
    emulator: String? = nil, architecture: String? = nil, machine: String? = nil, type: String? = nil
  ) async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in
      try takeString(virConnectGetDomainCapabilities(connection, emulator, architecture, machine, type, 0))
    }
  }
}
