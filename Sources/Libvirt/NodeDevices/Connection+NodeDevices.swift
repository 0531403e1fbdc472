internal import CLibvirt

extension Connection {
  /// The names of the host's devices of these kinds, such as `pci_0000_01_00_0`.
  public func nodeDeviceNames(_ kinds: NodeDeviceKinds = []) async throws(LibvirtError) -> [String] {
    try await call { connection throws(LibvirtError) in
      var list: UnsafeMutablePointer<virNodeDevicePtr?>?
      let count = virConnectListAllNodeDevices(connection, &list, kinds.rawValue)
      return try takeList(count, list, release: virNodeDeviceFree) { device throws(LibvirtError) in
        // SAFETY: the name lives as long as the device object; it is copied here.
        String(cString: try check(virNodeDeviceGetName(device)))
      }
    }
  }

  /// What libvirt knows of a device, as XML (`<device>`).
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noNodeDevice`` when there is none of this name.
  public func nodeDeviceXML(_ name: String) async throws(LibvirtError) -> String {
    try await call { connection throws(LibvirtError) in
      let device = try check(virNodeDeviceLookupByName(connection, name))
      defer { virNodeDeviceFree(device) }
      return try takeString(virNodeDeviceGetXMLDesc(device, 0))
    }
  }
}
