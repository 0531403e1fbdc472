internal import CLibvirt

/// A storage volume, lent to a closure on a call thread; its verbs block until libvirt has answered.
public struct StorageVolumeReference: ~Copyable {
  let pointer: virStorageVolPtr
  let handle: ConnectionHandle

  /// Takes over a volume object, which is freed with this value.
  init(adopting pointer: virStorageVolPtr, of handle: ConnectionHandle) {
    self.pointer = pointer
    self.handle = handle
  }

  deinit { virStorageVolFree(pointer) }

  /// Name, key and path; the path is asked for.
  public func record() throws(LibvirtError) -> StorageVolumeRecord { try StorageVolumeRecord(pointer) }

  /// The name of its pool.
  public func poolName() throws(LibvirtError) -> String {
    let pool = try check(virStoragePoolLookupByVolume(pointer))
    defer { virStoragePoolFree(pool) }
    // SAFETY: the name lives as long as the pool object; it is copied here.
    return String(cString: try check(virStoragePoolGetName(pool)))
  }

  /// The volume's XML.
  public func xml() throws(LibvirtError) -> String { try takeString(virStorageVolGetXMLDesc(pointer, 0)) }

  /// Its size.
  public func info() throws(LibvirtError) -> StorageVolumeInfo {
    var info = virStorageVolInfo()
    try check(virStorageVolGetInfo(pointer, &info))
    return StorageVolumeInfo(
      kind: StorageVolumeInfo.Kind(rawValue: info.type), capacity: info.capacity, allocation: info.allocation)
  }

  /// Gives it another size, in bytes.
  ///
  /// A long call.
  ///
  /// - Parameter shrink: Whether it may become smaller, which cuts its end off; refused otherwise.
  public func resize(to capacity: UInt64, shrink: Bool = false) throws(LibvirtError) {
    try check(virStorageVolResize(pointer, capacity, shrink ? VIR_STORAGE_VOL_RESIZE_SHRINK.rawValue : 0))
  }

  /// Removes it with its content.
  ///
  /// A long call.
  public func delete() throws(LibvirtError) { try check(virStorageVolDelete(pointer, 0)) }

  /// Opens it for writing, from `offset` on; `length` 0 means as much as comes.
  ///
  /// ``Stream/finish(deadline:)`` has to be waited for before the content is sure to be there.
  public func upload(offset: UInt64 = 0, length: UInt64 = 0) throws(LibvirtError) -> Stream {
    try Stream(of: handle) { stream throws(LibvirtError) in
      try check(virStorageVolUpload(pointer, stream, offset, length, 0))
    }
  }

  /// Opens it for reading, from `offset` on; `length` 0 means to its end.
  public func download(offset: UInt64 = 0, length: UInt64 = 0) throws(LibvirtError) -> Stream {
    try Stream(of: handle) { stream throws(LibvirtError) in
      try check(virStorageVolDownload(pointer, stream, offset, length, 0))
    }
  }
}

extension StorageVolumeRecord {
  init(_ volume: virStorageVolPtr) throws(LibvirtError) {
    // SAFETY: name and key live as long as the volume object; they are copied here.
    self.init(
      name: String(cString: try check(virStorageVolGetName(volume))),
      key: String(cString: try check(virStorageVolGetKey(volume))), path: try takeString(virStorageVolGetPath(volume)))
  }
}
