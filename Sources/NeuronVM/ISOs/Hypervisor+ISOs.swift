import Libvirt
import MachineModel
import Text

extension Hypervisor {
  /// All ISOs in the active storage pools, ours first; those that are being copied are marked.
  public func isos() async throws(NeuronError) -> [ISORecord] {
    let library = ISOLibrary(hypervisor: self)
    var records: [ISORecord] = []
    for shelf in try await library.shelves() { records += await library.records(of: shelf) }
    return records
  }

  /// The names of the ISOs that can be used, quickly: nothing is read of them.
  public func isoNames() async throws(NeuronError) -> [String] {
    try await ISOLibrary(hypervisor: self).shelves().flatMap { shelf in
      shelf.isos.filter { !shelf.isUnfinished($0.name) }.map(\.name)
    }
  }
}
