internal import CLibvirt
public import FoundationEssentials

extension Connection {
  /// All networks, running ones first.
  public func networks() async throws(LibvirtError) -> [NetworkRecord] {
    try await call { connection throws(LibvirtError) in
      let active = VIR_CONNECT_LIST_NETWORKS_ACTIVE.rawValue
      let inactive = VIR_CONNECT_LIST_NETWORKS_INACTIVE.rawValue
      return try listNetworks(of: connection, active, isActive: true)
        + listNetworks(of: connection, inactive, isActive: false)
    }
  }

  /// Looks a network up by its name and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noNetwork`` when there is none, else what `body` throws.
  public func withNetwork<Value: Sendable>(
    named name: String, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing NetworkReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await call(length, deadline: deadline) { connection throws(LibvirtError) in
      try body(NetworkReference(adopting: try check(virNetworkLookupByName(connection, name))))
    }
  }

  /// Looks a network up by its UUID and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noNetwork`` when there is none, else what `body` throws.
  public func withNetwork<Value: Sendable>(
    _ id: UUID, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing NetworkReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await call(length, deadline: deadline) { connection throws(LibvirtError) in
      let pointer = try check(withBytes(of: id) { virNetworkLookupByUUID(connection, $0) })
      return try body(NetworkReference(adopting: pointer))
    }
  }

  /// Defines a persistent network from its XML and returns its UUID.
  public func defineNetwork(_ xml: String) async throws(LibvirtError) -> UUID {
    try await call { connection throws(LibvirtError) in
      try NetworkReference(adopting: try check(virNetworkDefineXML(connection, xml))).id
    }
  }
}

private func listNetworks(
  of connection: virConnectPtr, _ flags: UInt32, isActive: Bool
) throws(LibvirtError) -> [NetworkRecord] {
  var list: UnsafeMutablePointer<virNetworkPtr?>?
  let count = virConnectListAllNetworks(connection, &list, flags)
  return try takeList(count, list, release: virNetworkFree) { network throws(LibvirtError) in
    // SAFETY: the name lives as long as the network object; it is copied here.
    let name = String(cString: try check(virNetworkGetName(network)))
    return NetworkRecord(id: try readUUID { virNetworkGetUUID(network, $0) }, name: name, isActive: isActive)
  }
}
