import Libvirt

extension Rollback {
  /// Removes the note and the checksum of an ISO that is gone.
  func finishRemovingISO(_ name: String, pool: String) async throws(LibvirtError) -> Result {
    try await unlessMissing([.noStoragePool]) { () async throws(LibvirtError) in
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        if try !pool.isActive { try pool.start() }
        try pool.refresh()
        let names = try pool.volumeNames()
        // The removal was interrupted before it began.
        if names.contains(name) { return .notBegun }
        var result = Result.missing
        for ending in [ISONote.ending, ISOLibrary.checksumEnding] where names.contains(name + ending) {
          try pool.withVolume(named: name + ending) { volume throws(LibvirtError) in try volume.delete() }
          result = .done
        }
        return result
      }
    }
  }
}
