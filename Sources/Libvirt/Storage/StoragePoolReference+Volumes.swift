internal import CLibvirt

extension StoragePoolReference {
  /// The names of all volumes, by one question to the daemon; the pool must be active.
  public func volumeNames() throws(LibvirtError) -> [String] {
    var list: UnsafeMutablePointer<virStorageVolPtr?>?
    let count = virStoragePoolListAllVolumes(pointer, &list, 0)
    return try takeList(count, list, release: virStorageVolFree) { volume throws(LibvirtError) in
      // SAFETY: the name lives as long as the volume object; it is copied here.
      String(cString: try check(virStorageVolGetName(volume)))
    }
  }

  /// Its volumes, as of its last refresh.
  public func volumes() throws(LibvirtError) -> [StorageVolumeRecord] {
    var list: UnsafeMutablePointer<virStorageVolPtr?>?
    let count = virStoragePoolListAllVolumes(pointer, &list, 0)
    return try takeList(count, list, release: virStorageVolFree) { volume throws(LibvirtError) in
      try StorageVolumeRecord(volume)
    }
  }

  /// The XML of each of its volumes, as of its last refresh; one that goes away meanwhile is left out.
  public func volumeDocuments() throws(LibvirtError) -> [String] {
    var list: UnsafeMutablePointer<virStorageVolPtr?>?
    let count = virStoragePoolListAllVolumes(pointer, &list, 0)
    return try takeList(count, list, release: virStorageVolFree) { volume throws(LibvirtError) in
      try? takeString(virStorageVolGetXMLDesc(volume, 0))
    }.compactMap(\.self)
  }

  /// Makes a volume from its XML.
  ///
  /// A long call.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/storageVolumeExists`` when there is one of this name.
  public func createVolume(_ xml: String) throws(LibvirtError) -> StorageVolumeRecord {
    let volume = try check(virStorageVolCreateXML(pointer, xml, 0))
    defer { virStorageVolFree(volume) }
    return try StorageVolumeRecord(volume)
  }

  /// Makes a volume from its XML, with the content of another one.
  ///
  /// A long call.
  public func createVolume(
    _ xml: String, copying source: borrowing StorageVolumeReference
  ) throws(LibvirtError) -> StorageVolumeRecord {
    let volume = try check(virStorageVolCreateXMLFrom(pointer, xml, source.pointer, 0))
    defer { virStorageVolFree(volume) }
    return try StorageVolumeRecord(volume)
  }

  /// Looks a volume up by its name and lends it to `body`.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noStorageVolume`` when there is none, else what `body` throws.
  public func withVolume<Value>(
    named name: String, _ body: (borrowing StorageVolumeReference) throws(LibvirtError) -> Value
  ) throws(LibvirtError) -> Value {
    let volume = try check(virStorageVolLookupByName(pointer, name))
    return try body(StorageVolumeReference(adopting: volume, of: handle))
  }
}
