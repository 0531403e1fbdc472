internal import CLibvirt
public import FoundationEssentials

/// A network, lent to a closure on a call thread; its verbs block until libvirt has answered.
public struct NetworkReference: ~Copyable {
  private let pointer: virNetworkPtr

  /// Takes over a network object, which is freed with this value.
  init(adopting pointer: virNetworkPtr) { self.pointer = pointer }

  deinit { virNetworkFree(pointer) }

  /// The network's UUID; asks nobody.
  public var id: UUID {
    get throws(LibvirtError) { try readUUID { virNetworkGetUUID(pointer, $0) } }
  }

  /// The network's name; asks nobody.
  public var name: String {
    get throws(LibvirtError) {
      // SAFETY: the name lives as long as the network object; it is copied here.
      String(cString: try check(virNetworkGetName(pointer)))
    }
  }

  /// Whether it runs.
  public var isActive: Bool {
    get throws(LibvirtError) { try check(virNetworkIsActive(pointer)) == 1 }
  }

  /// Whether it has a definition that outlives a stop.
  public var isPersistent: Bool {
    get throws(LibvirtError) { try check(virNetworkIsPersistent(pointer)) == 1 }
  }

  /// The network's XML.
  ///
  /// - Parameter inactive: Whether as defined rather than as it runs.
  public func xml(inactive: Bool = false) throws(LibvirtError) -> String {
    try takeString(virNetworkGetXMLDesc(pointer, inactive ? VIR_NETWORK_XML_INACTIVE.rawValue : 0))
  }

  /// The name of its bridge on the host; throws when it has none.
  public func bridgeName() throws(LibvirtError) -> String { try takeString(virNetworkGetBridgeName(pointer)) }

  /// Starts it.
  public func start() throws(LibvirtError) { try check(virNetworkCreate(pointer)) }

  /// Stops it; machines on it lose their link.
  public func destroy() throws(LibvirtError) { try check(virNetworkDestroy(pointer)) }

  /// Removes its definition.
  public func undefine() throws(LibvirtError) { try check(virNetworkUndefine(pointer)) }

  /// Whether it starts with its host.
  public var startsAutomatically: Bool {
    get throws(LibvirtError) {
      var value: CInt = 0
      try check(virNetworkGetAutostart(pointer, &value))
      return value != 0
    }
  }

  /// Says whether it starts with its host.
  public func setStartsAutomatically(_ value: Bool) throws(LibvirtError) {
    try check(virNetworkSetAutostart(pointer, value ? 1 : 0))
  }
}
