import Libvirt

extension Rollback {
  /// Removes the note and the checksum of an ISO that is gone.
  func finishRemovingISO(_ name: String, pool: String) async throws(LibvirtError) -> Result {
    try await unlessMissing([.noStoragePool]) { () async throws(LibvirtError) in
      let files = try await connection.withStoragePool(named: pool, .long) {
        pool throws(LibvirtError) -> [String: UInt64]? in
        if try !pool.isActive { try pool.start() }
        try pool.refresh()
        let names = try pool.volumeNames()
        // The removal was interrupted before it began.
        if names.contains(name) { return nil }
        var files: [String: UInt64] = [:]
        for companion in ISOCompanion.allCases where names.contains(name + companion.ending) {
          files[name + companion.ending] = try pool.withVolume(named: name + companion.ending) {
            volume throws(LibvirtError) in try volume.info().capacity
          }
        }
        return files
      }
      guard let files else { return .notBegun }
      var result = Result.missing
      for companion in ISOCompanion.allCases {
        let file = StorageVolumeName.name(name + companion.ending, pool: pool)
        guard let size = files[name + companion.ending], companion.isOurs(try await start(of: file, size), of: name)
        else { continue }
        try await connection.withStorageVolume(file, .long) { volume throws(LibvirtError) in try volume.delete() }
        result = .done
      }
      return result
    }
  }

  private func start(of file: StorageVolumeName, _ size: UInt64) async throws(LibvirtError) -> [UInt8] {
    guard size > 0 else { return [] }
    var bytes: [UInt8] = []
    do {
      try await connection.download(
        from: file, offset: 0, length: min(size, UInt64(ISOCompanion.longest)), deadline: .seconds(30)
      ) { bytes += $0 }
    } catch let error as LibvirtError {
      throw error
    } catch {
      throw LibvirtError(code: .operationFailed, message: "\(error)")
    }
    return bytes
  }
}
