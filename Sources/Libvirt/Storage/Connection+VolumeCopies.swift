internal import CLibvirt

extension Connection {
  /// Makes a volume with the content of another one, wherever that is; the hypervisor's own computer does the work.
  ///
  /// A long call that nothing can stop: libvirt finishes a copy that it has begun, whoever still listens.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/storageVolumeExists`` when there is one of this name.
  ///
  /// - Parameters:
  ///   - pool: The pool of the new volume, which must be active.
  ///   - xml: The new volume; its format may be another than the source's, which is then converted.
  ///   - check: Looks at the source before anything is made.
  public func copyVolume(
    _ source: StorageVolumeSource, to pool: String, _ xml: String, deadline: Duration,
    check isGood: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Void = { _ in }
  ) async throws(LibvirtError) -> StorageVolumeRecord {
    try await withSource(source, deadline: deadline) { volume throws(LibvirtError) in
      try isGood(volume)
      let target = StoragePoolReference(
        adopting: try check(virStoragePoolLookupByName(volume.handle.pointer, pool)), of: volume.handle)
      return try target.createVolume(xml, copying: volume)
    }
  }

  /// Looks a volume up where a source says, and lends it to `body`, which runs on a call thread.
  ///
  /// A file outside of all pools is looked at through a pool that is gone right after.
  public func withSource<Value: Sendable>(
    _ source: StorageVolumeSource, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    switch source {
    case .volume(let name): return try await withStorageVolume(name, .long, deadline: deadline, body)
    case .file(let name, let poolXML):
      return try await withTransientStoragePool(poolXML, deadline: deadline) { pool throws(LibvirtError) in
        try pool.withVolume(named: name, body)
      }
    }
  }
}
