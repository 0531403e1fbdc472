import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Asks what the planning of a copy has to know.
struct CloneSurvey: Sendable {
  let machine: Machine
  let request: CloneRequest
  let input: CreationInput

  private var hypervisor: Hypervisor { machine.hypervisor }
  private var connection: Connection { machine.connection }

  func facts() async throws(NeuronError) -> CloneFacts {
    // With the passwords apart: a copy without them would have a screen that is open to all, and a plan is printed.
    let (xml, secret, status, isSaved, snapshots) = try await machine.asking(tr("Reading the machine")) {
      domain throws(LibvirtError) in
      (
        try domain.xml([.inactive]), try domain.xml([.inactive, .secure]), try domain.status(),
        (try? domain.hasManagedSave) ?? false,
        (try? domain.snapshotNames()) ?? []
      )
    }
    let definition = try Element(definition: xml)
    let description = DomainDescription(domain: definition)
    let state = MachineState(status.state)
    // One that runs is not copied whatever its disks are.
    let inspection = state.isActive || isSaved ? nil : try await DiskInspection(for: machine)
    var disks: [CloneFacts.SourceDisk] = []
    for disk in description.disks {
      var source = CloneFacts.SourceDisk(disk: disk)
      if disk.isOwn {
        source.fault = try await inspection?.fault(of: disk, isWritten: false)
        source.volume = try await volume(of: disk)
      }
      disks.append(source)
    }
    let pool = request.pool
    let standard = PoolSurvey(hypervisor: hypervisor, requested: pool, volumes: [])
    var target = CreationFacts(pool: standard.standardPool)
    let wanted = pool == nil ? try await poolOfFirst(disks) : pool
    try await PoolSurvey(hypervisor: hypervisor, requested: wanted, volumes: []).finding()(&target)
    if let name = input.name?.description {
      target.nameIsTaken =
        try await hypervisor.lookUp { () async throws(LibvirtError) in try await connection.domainID(named: name) }
        != nil
    }
    return CloneFacts(
      definition: definition, state: state, isSaved: isSaved, snapshots: snapshots, disks: disks,
      variables: await variables(description), isFolderOurs: hypervisor.canWrite(to: target.pool),
      secrets: try Element(definition: secret), target: target)
  }

  // MARK: - Disks

  /// What libvirt tells of a disk's data; nil when it cannot look at it.
  private func volume(of disk: Disk) async throws(NeuronError) -> CloneFacts.Volume? {
    do throws(LibvirtError) {
      switch disk.source {
      case .volume(let pool, let volume): return try await look(at: .name(volume, pool: pool))
      case .file(let path):
        return try await hypervisor.withVolume(at: path) { volume throws(LibvirtError) in try Look(volume) }
          .volume(on: hypervisor)
      case .block(let path): return try await look(at: .path(path))
      case .other, nil: return nil
      }
    } catch {
      switch error.code {
      case .noStorageVolume, .noStoragePool, .operationFailed, .internalError, .systemError, .operationInvalid:
        return nil
      default: throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Looking at the disks"))
      }
    }
  }

  private func look(at name: StorageVolumeName) async throws(LibvirtError) -> CloneFacts.Volume {
    try await connection.withStorageVolume(name, .long) { volume throws(LibvirtError) in try Look(volume) }
      .volume(on: hypervisor)
  }

  /// What libvirt tells of a volume.
  private struct Look: Sendable {
    let xml: String
    let pool: String
    let path: String
    let info: StorageVolumeInfo

    init(_ volume: borrowing StorageVolumeReference) throws(LibvirtError) {
      (xml, pool, path, info) =
        (try volume.xml(), try volume.poolName(), try volume.record().path, try volume.info())
    }

    func volume(on hypervisor: Hypervisor) -> CloneFacts.Volume {
      let element = try? Element(parsing: xml)
      return CloneFacts.Volume(
        path: path, isInPool: !FolderPool.isName(pool), format: element?.first("target", "format")?["type"] ?? "raw",
        capacity: info.capacity, allocation: info.allocation,
        hasBacking: element?.first("backingStore", "path") != nil,
        isEncrypted: element?.first("target", "encryption") != nil,
        isReadable: info.kind == .file && hypervisor.choice.isLocal && Folder.isReadable(path))
    }
  }

  /// The pool of the first disk, when it is a folder: a copy stays beside what it was made of.
  private func poolOfFirst(_ disks: [CloneFacts.SourceDisk]) async throws(NeuronError) -> String? {
    guard let volume = disks.compactMap(\.volume).first(where: \.isInPool),
      let pool = try await hypervisor.poolVolume(at: volume.path)?.pool,
      try await hypervisor.poolFacts(named: pool)?.isFolder ?? false
    else { return nil }
    return pool
  }

  // MARK: - Firmware

  /// The file with the firmware's variables, when it is there and libvirt can look at it.
  ///
  /// libvirt does not tell where it is when it chose the firmware itself; the place follows from the machine's name.
  private func variables(_ description: DomainDescription) async -> String? {
    guard description.firmware == .uefi else { return nil }
    let path = description.nvramPath ?? hypervisor.standardVariables(of: description.name)
    guard let path, path.hasPrefix("/") else { return nil }
    let file = HypervisorFile(path)
    let size = try? await hypervisor.withFile(file) { volume throws(LibvirtError) in try volume.info().capacity }
    // Nobody's variables are larger; who puts a disk there gets no copy of it.
    guard let size, size > 0, size <= 64 << 20 else { return nil }
    return path
  }
}
