import Libvirt

extension Rollback {
  /// Removes the note and the checksum of an ISO that is gone, where they are the files that were beside it.
  func finishRemovingISO(
    _ name: String, pool: String, _ companions: [ISOCompanionFile]
  ) async throws(LibvirtError) -> Result {
    try await unlessMissing([.noStoragePool]) { () async throws(LibvirtError) in
      let files = try await connection.withStoragePool(named: pool, .long) {
        reference throws(LibvirtError) -> [String: ISOVolumeFacts]? in
        if try !reference.isActive { try reference.start() }
        try reference.refresh()
        let names = try reference.volumeNames()
        // The removal was interrupted before it began.
        if names.contains(name) { return nil }
        var files: [String: ISOVolumeFacts] = [:]
        for file in companions.map({ name + $0.kind.ending }) where names.contains(file) {
          files[file] = try reference.withVolume(named: file) { volume throws(LibvirtError) in
            ISOVolumeFacts(pool: pool, xml: try volume.xml())
          }
        }
        return files
      }
      guard let files else { return .notBegun }
      var result = Result.missing
      for companion in companions {
        let file = StorageVolumeName.name(name + companion.kind.ending, pool: pool)
        guard let facts = files[name + companion.kind.ending],
          ISOCompanionFile(companion.kind, facts, try await start(of: file, facts.size)) == companion
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
