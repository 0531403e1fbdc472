import Libvirt
import MachineModel
import Text
import XML

extension Hypervisor {
  /// A storage pool as planning sees it; nil when there is none.
  ///
  /// - Parameter wanted: Volumes that are to be made: a pool that lists one is looked at again, because its file may be
  ///   gone.
  func poolFacts(named name: String, wanting wanted: [String] = []) async throws(NeuronError) -> CreationFacts.Pool? {
    do throws(LibvirtError) {
      let (xml, isActive, available, volumes) = try await connection.withStoragePool(named: name) {
        pool throws(LibvirtError) in
        let isActive = try pool.isActive
        var names = isActive ? Set(try pool.volumeNames()) : []
        if wanted.contains(where: names.contains) {
          // Somebody may have removed the file: libvirt still lists it until it looks again.
          try? pool.refresh()
          names = Set(try pool.volumeNames())
        }
        return (try pool.xml(), isActive, isActive ? try pool.info().available : nil, names)
      }
      let element = try? Element(parsing: xml)
      return CreationFacts.Pool(
        name: name, path: element?.first("target", "path")?.text ?? "", isActive: isActive,
        isFolder: StoragePoolDefinition.isFolder(element), available: available, volumes: volumes)
    } catch {
      if error.code == .noStoragePool { return nil }
      throw NeuronError(error, at: choice.uri, doing: tr("Reading the storage pool"))
    }
  }
}
