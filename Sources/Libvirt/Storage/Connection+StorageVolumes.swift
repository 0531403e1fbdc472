internal import CLibvirt

extension Connection {
  /// Looks a storage volume up and lends it to `body`, which runs on a call thread.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noStorageVolume`` or ``LibvirtError/Code-swift.struct/noStoragePool`` when
  /// there is none, else what `body` throws.
  public func withStorageVolume<Value: Sendable>(
    _ name: StorageVolumeName, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in
      try body(StorageVolumeReference(adopting: try find(name, on: handle.pointer), of: handle))
    }
  }

  /// Writes what `nextChunk` gives, until it gives an empty array, to a volume.
  ///
  /// It goes over the connection for long calls, so that listings do not queue behind the bytes.
  ///
  /// - Parameters:
  ///   - offset: Where in the volume it begins, in bytes.
  ///   - length: How many bytes are announced; 0 means as many as come.
  ///   - deadline: How long each packet, and the end, may take.
  ///   - progress: Called with the bytes taken so far, after each chunk.
  public func upload(
    to name: StorageVolumeName, offset: UInt64 = 0, length: UInt64 = 0, deadline: Duration = .seconds(120),
    progress: (UInt64) -> Void = { _ in }, from nextChunk: () async throws -> [UInt8]
  ) async throws {
    let stream = try await bulkStream(name) { volume throws(LibvirtError) in
      try volume.upload(offset: offset, length: length)
    }
    var sent: UInt64 = 0
    while case let chunk = try await nextChunk(), !chunk.isEmpty {
      try await stream.send(chunk, deadline: deadline)
      sent += UInt64(chunk.count)
      progress(sent)
    }
    try await stream.finish(deadline: deadline)
  }

  /// Reads a volume and hands it to `take`, chunk by chunk; see ``upload(to:offset:length:deadline:progress:from:)``.
  public func download(
    from name: StorageVolumeName, offset: UInt64 = 0, length: UInt64 = 0, deadline: Duration = .seconds(120),
    progress: (UInt64) -> Void = { _ in }, to take: ([UInt8]) async throws -> Void
  ) async throws {
    let stream = try await bulkStream(name) { volume throws(LibvirtError) in
      try volume.download(offset: offset, length: length)
    }
    var received: UInt64 = 0
    while case let chunk = try await stream.receive(deadline: deadline), !chunk.isEmpty {
      try await take(chunk)
      received += UInt64(chunk.count)
      progress(received)
    }
    try await stream.finish(deadline: deadline)
  }

  private func bulkStream(
    _ name: StorageVolumeName,
    _ open: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Stream
  ) async throws(LibvirtError) -> Stream {
    try await callWithHandle(.long, isBulk: true) { handle throws(LibvirtError) in
      try open(StorageVolumeReference(adopting: try find(name, on: handle.pointer), of: handle))
    }
  }
}

private func find(_ name: StorageVolumeName, on connection: virConnectPtr) throws(LibvirtError) -> virStorageVolPtr {
  switch name {
  case .path(let path): return try check(virStorageVolLookupByPath(connection, path))
  case .key(let key): return try check(virStorageVolLookupByKey(connection, key))
  case .name(let name, let poolName):
    let pool = try check(virStoragePoolLookupByName(connection, poolName))
    defer { virStoragePoolFree(pool) }
    return try check(virStorageVolLookupByName(pool, name))
  }
}
