internal import CLibvirt
public import FoundationEssentials

/// A storage pool, lent to a closure on a call thread; its verbs block until libvirt has answered.
public struct StoragePoolReference: ~Copyable {
  let pointer: virStoragePoolPtr
  let handle: ConnectionHandle

  /// Takes over a pool object, which is freed with this value.
  init(adopting pointer: virStoragePoolPtr, of handle: ConnectionHandle) {
    self.pointer = pointer
    self.handle = handle
  }

  deinit { virStoragePoolFree(pointer) }

  /// The pool's UUID; asks nobody.
  public var id: UUID {
    get throws(LibvirtError) { try readUUID { virStoragePoolGetUUID(pointer, $0) } }
  }

  /// The pool's name; asks nobody.
  public var name: String {
    get throws(LibvirtError) {
      // SAFETY: the name lives as long as the pool object; it is copied here.
      String(cString: try check(virStoragePoolGetName(pointer)))
    }
  }

  /// Whether it runs.
  public var isActive: Bool {
    get throws(LibvirtError) { try check(virStoragePoolIsActive(pointer)) == 1 }
  }

  /// Whether it has a definition that outlives a stop.
  public var isPersistent: Bool {
    get throws(LibvirtError) { try check(virStoragePoolIsPersistent(pointer)) == 1 }
  }

  /// The pool's XML.
  public func xml() throws(LibvirtError) -> String { try takeString(virStoragePoolGetXMLDesc(pointer, 0)) }

  /// How full it is.
  public func info() throws(LibvirtError) -> StoragePoolInfo {
    var info = virStoragePoolInfo()
    try check(virStoragePoolGetInfo(pointer, &info))
    return StoragePoolInfo(
      state: StoragePoolInfo.State(rawValue: info.state), capacity: info.capacity, allocation: info.allocation,
      available: info.available)
  }

  /// Makes what it stands on, such as its directory.
  ///
  /// A long call.
  public func build() throws(LibvirtError) { try check(virStoragePoolBuild(pointer, 0)) }

  /// Starts it.
  ///
  /// A long call.
  public func start() throws(LibvirtError) { try check(virStoragePoolCreate(pointer, 0)) }

  /// Looks anew which volumes there are, and how full it is.
  ///
  /// A long call.
  public func refresh() throws(LibvirtError) { try check(virStoragePoolRefresh(pointer, 0)) }

  /// Stops it; its content stays.
  public func destroy() throws(LibvirtError) { try check(virStoragePoolDestroy(pointer)) }

  /// Removes what it stands on, such as its (empty) directory.
  public func delete() throws(LibvirtError) { try check(virStoragePoolDelete(pointer, 0)) }

  /// Removes its definition.
  public func undefine() throws(LibvirtError) { try check(virStoragePoolUndefine(pointer)) }

  /// Whether it starts with its host.
  public var startsAutomatically: Bool {
    get throws(LibvirtError) {
      var value: CInt = 0
      try check(virStoragePoolGetAutostart(pointer, &value))
      return value != 0
    }
  }

  /// Says whether it starts with its host.
  public func setStartsAutomatically(_ value: Bool) throws(LibvirtError) {
    try check(virStoragePoolSetAutostart(pointer, value ? 1 : 0))
  }
}
