internal import CLibvirt

extension Connection {
  /// The memory of the host, in KiB.
  public func hostMemory() async throws(LibvirtError) -> UInt64 {
    try await call { connection throws(LibvirtError) in
      var info = virNodeInfo()
      try check(virNodeGetInfo(connection, &info))
      return UInt64(info.memory)
    }
  }
}
