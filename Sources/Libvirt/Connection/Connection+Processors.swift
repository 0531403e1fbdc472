internal import CLibvirt

extension Connection {
  /// Whether this hypervisor can give a domain the processor of a domain's `<cpu>`; nil when that cannot be told.
  ///
  /// - Parameters:
  ///   - xml: The `<cpu>` of a running domain.
  ///   - type: `kvm` or `qemu`.
  public func compareHypervisorCPU(
    _ xml: String, architecture: String?, machine: String?, type: String?
  ) async throws(LibvirtError) -> CPUComparison? {
    try await call { connection throws(LibvirtError) in
      CPUComparison(
        rawValue: try check(virConnectCompareHypervisorCPU(connection, nil, architecture, machine, type, xml, 0)))
    }
  }

  /// What this host's processor is to another host's, whose `<cpu>` stands in its capabilities; nil when that cannot be
  /// told.
  public func compareHostCPU(_ xml: String) async throws(LibvirtError) -> CPUComparison? {
    try await call { connection throws(LibvirtError) in
      CPUComparison(rawValue: try check(virConnectCompareCPU(connection, xml, 0)))
    }
  }
}
