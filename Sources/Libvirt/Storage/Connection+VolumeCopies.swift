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
    case .file(let name, let pool):
      return try await withTransientStoragePool(pool, deadline: deadline) { pool throws(LibvirtError) in
        try pool.withVolume(named: name, body)
      }
    }
  }
}

extension Connection {
  /// Makes a volume in a folder that is no pool, and writes a few bytes to it.
  ///
  /// - Parameters:
  ///   - bytes: All that it will hold; at most what fits into memory easily.
  ///   - xml: The volume.
  ///   - pool: A pool that is its folder; the folder is made when it is missing.
  public func writeVolume(
    _ bytes: [UInt8], _ xml: String, in pool: TransientStoragePool
  ) async throws(LibvirtError) {
    try await withTransientStoragePool(pool, builds: true) { pool throws(LibvirtError) in
      let record = try pool.createVolume(xml)
      try pool.withVolume(named: record.name) { volume throws(LibvirtError) in
        let stream = try check(virStreamNew(volume.handle.pointer, 0))
        defer { virStreamFree(stream) }
        try check(virStorageVolUpload(volume.pointer, stream, 0, UInt64(bytes.count), 0))
        var sent = 0
        while sent < bytes.count {
          let count = bytes.withUnsafeBytes { buffer in
            // SAFETY: at most as many bytes as are left from `sent` on.
            virStreamSend(
              stream, buffer.baseAddress.map { ($0 + sent).assumingMemoryBound(to: CChar.self) },
              min(buffer.count - sent, 65_536))
          }
          guard count > 0 else {
            let error = LibvirtError.last
            virStreamAbort(stream)
            throw error
          }
          sent += Int(count)
        }
        try check(virStreamFinish(stream))
      }
    }
  }
}

extension StorageVolumeReference {
  /// Reads all of a volume that fits into memory.
  ///
  /// A long call. Throws ``LibvirtError/Code-swift.struct/invalidArgument`` for one that is larger than `most`.
  public func contents(atMost most: Int) throws(LibvirtError) -> [UInt8] {
    let stream = try check(virStreamNew(handle.pointer, 0))
    defer { virStreamFree(stream) }
    try check(virStorageVolDownload(pointer, stream, 0, 0, 0))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = buffer.withUnsafeMutableBytes { buffer in
        // SAFETY: libvirt writes at most as many bytes as the buffer has.
        virStreamRecv(stream, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      guard count >= 0, bytes.count + Int(count) <= most else {
        let error = count < 0 ? LibvirtError.last : LibvirtError(code: .invalidArgument, message: "too large")
        virStreamAbort(stream)
        throw error
      }
      if count == 0 { break }
      bytes += buffer[..<Int(count)]
    }
    try check(virStreamFinish(stream))
    return bytes
  }
}
