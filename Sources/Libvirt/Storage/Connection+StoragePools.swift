internal import CLibvirt
public import FoundationEssentials

extension Connection {
  /// All storage pools, running ones first.
  public func storagePools() async throws(LibvirtError) -> [StoragePoolRecord] {
    try await call { connection throws(LibvirtError) in
      let active = VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE.rawValue
      let inactive = VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE.rawValue
      return try listPools(of: connection, active, isActive: true)
        + listPools(of: connection, inactive, isActive: false)
    }
  }

  /// Looks a storage pool up by its name and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noStoragePool`` when there is none, else what `body` throws.
  public func withStoragePool<Value: Sendable>(
    named name: String, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in
      let pool = try check(virStoragePoolLookupByName(handle.pointer, name))
      return try body(StoragePoolReference(adopting: pool, of: handle))
    }
  }

  /// Looks a storage pool up by its UUID and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noStoragePool`` when there is none, else what `body` throws.
  public func withStoragePool<Value: Sendable>(
    _ id: UUID, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in
      let pool = try check(withBytes(of: id) { virStoragePoolLookupByUUID(handle.pointer, $0) })
      return try body(StoragePoolReference(adopting: pool, of: handle))
    }
  }

  /// Starts a storage pool without a definition, lends it to `body`, and stops it again.
  ///
  /// A long call: libvirt looks at everything that is in the pool. One of this UUID that runs already was left by a
  /// process that died, and is stopped first: the caller sees to it that no other process uses it.
  ///
  /// - Parameter builds: Whether to make what it stands on, such as its directory, when that is missing.
  public func withTransientStoragePool<Value: Sendable>(
    _ transient: TransientStoragePool, builds: Bool = false, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    let flags = builds ? VIR_STORAGE_POOL_CREATE_WITH_BUILD.rawValue : 0
    return try await callWithHandle(.long, deadline: deadline) { handle throws(LibvirtError) in
      let pool = StoragePoolReference(adopting: try createPool(transient, flags, on: handle), of: handle)
      let result: Result<Value, LibvirtError>
      do throws(LibvirtError) {
        result = .success(try body(pool))
      } catch {
        result = .failure(error)
      }
      try pool.destroy()
      return try result.get()
    }
  }

  /// Defines a persistent storage pool from its XML and returns its UUID; it is neither built nor started.
  public func defineStoragePool(_ xml: String) async throws(LibvirtError) -> UUID {
    try await callWithHandle { handle throws(LibvirtError) in
      let pool = try check(virStoragePoolDefineXML(handle.pointer, xml, 0))
      return try StoragePoolReference(adopting: pool, of: handle).id
    }
  }
}

private func createPool(
  _ pool: TransientStoragePool, _ flags: UInt32, on handle: ConnectionHandle
) throws(LibvirtError) -> virStoragePoolPtr {
  do throws(LibvirtError) {
    return try check(virStoragePoolCreateXML(handle.pointer, pool.xml, flags))
  } catch {
    guard let found = withBytes(of: pool.id, { virStoragePoolLookupByUUID(handle.pointer, $0) }) else { throw error }
    let left = StoragePoolReference(adopting: found, of: handle)
    guard try !left.isPersistent else { throw error }
    try left.destroy()
    return try check(virStoragePoolCreateXML(handle.pointer, pool.xml, flags))
  }
}

private func listPools(
  of connection: virConnectPtr, _ flags: UInt32, isActive: Bool
) throws(LibvirtError) -> [StoragePoolRecord] {
  var list: UnsafeMutablePointer<virStoragePoolPtr?>?
  let count = virConnectListAllStoragePools(connection, &list, flags)
  return try takeList(count, list, release: virStoragePoolFree) { pool throws(LibvirtError) in
    // SAFETY: the name lives as long as the pool object; it is copied here.
    let name = String(cString: try check(virStoragePoolGetName(pool)))
    return StoragePoolRecord(id: try readUUID { virStoragePoolGetUUID(pool, $0) }, name: name, isActive: isActive)
  }
}
