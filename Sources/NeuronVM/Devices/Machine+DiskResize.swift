import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Makes a disk larger: at once where the machine runs, else its image.
  ///
  /// One call of libvirt, which is done or not done, however this process ends. Throws `refused` for a smaller size, for
  /// a disk that others stand on, and for a machine whose memory is saved.
  ///
  /// - Parameters:
  ///   - target: The disk's target, such as `vda`.
  ///   - text: The size it is to have, such as `80G`.
  public func resizeDisk(_ target: String, to text: String) async throws(NeuronError) -> DeviceReport {
    let wanted = try Self.size(text)
    return try await locked(for: tr("resize the disk %1$@ of “%2$@”", target, name)) { () async throws(NeuronError) in
      try await grow(target, to: wanted)
    }
  }

  /// What ``resizeDisk(_:to:)`` would come to; nothing is changed.
  public func previewOfResizing(_ target: String, to text: String) async throws(NeuronError) -> DeviceReport {
    let (growth, place, _) = try await growth(of: target, to: try Self.size(text))
    return report(growth, of: target, at: place)
  }

  private static func size(_ text: String) throws(NeuronError) -> ByteCount {
    do throws(ByteCountError) {
      return try ByteCount(parsing: text)
    } catch {
      throw .refused([Problem(code: "size", message: error.description)])
    }
  }

  private func growth(
    of target: String, to wanted: ByteCount
  ) async throws(NeuronError) -> (growth: DiskGrowth, place: String, isRunning: Bool) {
    let forms = try await deviceForms()
    let (definition, running) = forms.disk(target)
    guard let element = running ?? definition else { throw .refused([forms.noDisk(target)]) }
    let disk = Disk(element: element)
    guard let place = disk.place else {
      throw .refused([Problem(code: "disk.empty", message: tr("There is nothing in %1$@.", target))])
    }
    try await refuseIfSaved(tr("resizing one"))
    let inspection = try await DiskInspection(for: self)
    if running == nil, let fault = try await inspection.fault(of: disk, isWritten: true) {
      throw .refused([fault.problem(place, target, of: name)])
    }
    let size = try await size(of: disk, isThereNow: forms.running == nil || running != nil)
    guard let capacity = size.capacity else {
      throw .hypervisor(doing: tr("Looking into the disk “%1$@”", place), detail: size.fault ?? "")
    }
    let snapshots = try await asking(tr("Reading the machine")) { domain throws(LibvirtError) in
      (try? domain.snapshotNames()) ?? []
    }
    let growth = DiskGrowth(
      machine: name, disk: disk, capacity: capacity, wanted: wanted,
      dependent: inspection.others.owner(of: [inspection.owners.key(place)]), snapshots: snapshots)
    guard growth.problems.isEmpty else { throw .refused(growth.problems) }
    return (growth, place, running != nil)
  }

  private func report(_ growth: DiskGrowth, of target: String, at place: String) -> DeviceReport {
    guard growth.capacity < growth.wanted else {
      return report(
        on: target, .unchanged, source: place,
        tr("The disk %1$@ of “%2$@” has %3$@ already.", target, name, growth.wanted))
    }
    return report(
      on: target, .now, source: place,
      tr("The disk %1$@ of “%2$@” has %3$@ now; it had %4$@.", target, name, growth.wanted, growth.capacity),
      notes: growth.notes, warnings: growth.warnings)
  }

  private func grow(_ target: String, to wanted: ByteCount) async throws(NeuronError) -> DeviceReport {
    let (growth, place, isRunning) = try await growth(of: target, to: wanted)
    guard growth.capacity < wanted else { return report(growth, of: target, at: place) }
    if isRunning {
      try await asking(tr("Resizing the disk"), .long) { domain throws(LibvirtError) in
        try domain.resizeBlock(target, to: wanted.bytes)
      }
      await refreshPool(of: place)
    } else {
      let owners = DiskOwners(hypervisor)
      try await hypervisor.asking(tr("Resizing the disk")) { () async throws(LibvirtError) in
        try await owners.resize(growth.disk, to: wanted.bytes)
      }
    }
    return report(growth, of: target, at: place)
  }

  /// libvirt's pool knows the new size only when it has looked.
  private func refreshPool(of place: String) async {
    guard let match = try? await hypervisor.poolVolume(at: place) else { return }
    _ = try? await connection.withStoragePool(named: match.pool, .long) { pool throws(LibvirtError) in
      try pool.refresh()
    }
  }
}
