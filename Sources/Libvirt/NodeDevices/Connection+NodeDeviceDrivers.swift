internal import CLibvirt

extension Connection {
  /// Takes a device from the host's driver and binds it to the one that gives devices to domains.
  ///
  /// A device that is bound to that one already stays so. Blocks until the kernel has done it: a driver may take long to
  /// let go.
  public func detachNodeDevice(_ name: String, deadline: Duration? = nil) async throws(LibvirtError) {
    try await call(.long, deadline: deadline) { connection throws(LibvirtError) in
      let device = try check(virNodeDeviceLookupByName(connection, name))
      defer { virNodeDeviceFree(device) }
      try check(virNodeDeviceDetachFlags(device, "vfio", 0))
    }
  }

  /// Gives a device back to the host, whose kernel looks for a driver of its own for it.
  ///
  /// Never to be called while a domain has it: the device is then left without any driver.
  public func reattachNodeDevice(_ name: String, deadline: Duration? = nil) async throws(LibvirtError) {
    try await call(.long, deadline: deadline) { connection throws(LibvirtError) in
      let device = try check(virNodeDeviceLookupByName(connection, name))
      defer { virNodeDeviceFree(device) }
      try check(virNodeDeviceReAttach(device))
    }
  }
}
