internal import CLibvirt

extension Connection {
  /// The hypervisor's own words for a domain: QEMU's command line.
  ///
  /// Nothing is defined or started, so this asks whether the hypervisor can do what `xml` says; it throws
  /// ``LibvirtError/Code-swift.struct/configUnsupported`` when it cannot.
  public func nativeConfiguration(of xml: String) async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in
      try takeString(virConnectDomainXMLToNative(connection, "qemu-argv", xml, 0))
    }
  }
}
