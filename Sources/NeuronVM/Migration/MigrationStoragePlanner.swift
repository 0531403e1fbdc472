import MachineModel
import Text

/// Decides which disks are copied and what stands in the way of the others; asks nobody.
struct MigrationStoragePlanner {
  let request: MigrationRequest
  let facts: MigrationFacts
  let isLive: Bool

  /// The disks to copy, what stands in the way, and what the user should know.
  func decide() -> (copied: [MigrationDisk], problems: [Problem], warnings: [String]) {
    var result: (copied: [MigrationDisk], problems: [Problem], warnings: [String]) = ([], [], [])
    for disk in facts.disks {
      if disk.isGone, disk.disk.device == "disk" {
        result.problems.append(DiskFault.gone.problem(disk.place, disk.disk.target, of: facts.name))
      } else if request.copiesStorage, disk.disk.device == "disk", !disk.disk.isReadOnly, !disk.disk.isShared {
        let problems = obstacles(to: disk)
        result.problems += problems
        guard problems.isEmpty, let copy = copy(of: disk) else { continue }
        result.copied.append(copy)
        if isLive, disk.here?.base != nil {
          result.warnings.append(tr("The copy of %1$@ holds all by itself, also what it stands on here.", disk.place))
        }
      } else {
        look(at: disk, &result.problems, &result.warnings)
      }
    }
    // Several disks may share a pool.
    let pools = Dictionary(grouping: result.copied, by: \.pool)
    for (pool, disks) in pools.sorted(by: { $0.key < $1.key }) {
      let wanted = disks.reduce(UInt64(0)) { $0 &+ $1.allocation.bytes }
      guard let free = free(in: pool), free < wanted else { continue }
      result.problems.append(
        Problem(
          code: "storage.space",
          message: tr(
            "The storage pool “%1$@” at %2$@ has %3$@ free, and %4$@ are needed.", pool, facts.target,
            ByteCount(bytes: free), ByteCount(bytes: wanted)),
          remedy: tr("Free some space there.")))
    }
    return result
  }

  private func free(in pool: String) -> UInt64? {
    facts.disks.compactMap { disk -> UInt64? in
      if case .missing(pool, let available) = disk.there { available } else { nil }
    }.min()
  }

  /// What is copied; nil where that cannot be done, which the problems say.
  private func copy(of disk: MigrationFacts.DiskFacts) -> MigrationDisk? {
    guard let here = disk.here, case .missing(let pool?, _) = disk.there else { return nil }
    return MigrationDisk(
      device: disk.disk.target ?? "?", path: here.path, sourcePool: here.pool, pool: pool, volume: here.name,
      format: here.format,
      capacity: ByteCount(bytes: here.capacity), allocation: ByteCount(bytes: here.allocation))
  }

  private func obstacles(to disk: MigrationFacts.DiskFacts) -> [Problem] {
    var problems: [Problem] = []
    switch disk.there {
    case .found:
      problems.append(
        Problem(
          code: "storage.taken", message: tr("There is a file “%1$@” at %2$@ already.", disk.place, facts.target),
          remedy: tr(
            "If it is the same file, on storage that both share, leave --copy-storage out. Else move that file away.")))
    case .missing(nil, _), .unknown:
      problems.append(
        Problem(
          code: "storage.pool",
          message: tr("No storage pool that runs at %1$@ is the folder of “%2$@”.", facts.target, disk.place),
          remedy: tr("Make a storage pool there whose folder has the same path, and start it.")))
    case .missing: break
    }
    switch disk.disk.source {
    case .file, .volume: break
    default: problems.append(cannotCopy(disk, tr("it is no file")))
    }
    guard let here = disk.here else { return problems + [cannotCopy(disk, tr("libvirt does not tell its size here"))] }
    if !["qcow2", "raw"].contains(here.format) {
      problems.append(cannotCopy(disk, tr("its format is %1$@", here.format)))
    }
    if !isLive, here.pool == nil {
      problems.append(cannotCopy(disk, tr("it is in no storage pool here")))
    }
    if !isLive, let base = here.base {
      problems.append(cannotCopy(disk, tr("it stands on %1$@, and only a machine that runs is copied with that", base)))
    }
    if isLive, let target = disk.disk.target, facts.machine.disksWithWrittenChain.contains(target) {
      problems.append(cannotCopy(disk, tr("the images it stands on are written into the definition")))
    }
    return problems
  }

  private func cannotCopy(_ disk: MigrationFacts.DiskFacts, _ reason: String) -> Problem {
    Problem(
      code: "storage.copy", message: tr("“%1$@” cannot be copied: %2$@.", disk.place, reason),
      remedy: tr("Put it on storage that both computers reach at the same path, and leave --copy-storage out."))
  }

  /// A disk or medium that is not copied has to be at the target already.
  private func look(
    at disk: MigrationFacts.DiskFacts, _ problems: inout [Problem], _ warnings: inout [String]
  ) {
    let isMedium = disk.disk.device != "disk" || disk.disk.isReadOnly
    switch disk.there {
    case .found(let there):
      guard let here = disk.here, here.capacity != there.capacity else { return }
      problems.append(
        Problem(
          code: "storage.different",
          message: tr("“%1$@” at %2$@ is another file: it has another size.", disk.place, facts.target),
          remedy: tr("Both computers have to reach the same storage at this path.")))
    case .missing where isMedium:
      problems.append(
        Problem(
          code: "storage.medium", message: tr("“%1$@” is not at %2$@.", disk.place, facts.target),
          remedy: tr("Take the medium out of the drive, or copy the file to the same path there.")))
    case .missing:
      problems.append(
        Problem(
          code: "storage.missing", message: tr("“%1$@” is not at %2$@.", disk.place, facts.target),
          remedy: tr("Copy it with --copy-storage, or put it on storage that both computers reach at the same path.")))
    case .unknown:
      if case .other? = disk.disk.source { return }
      warnings.append(tr("Whether %1$@ is at the target cannot be told from here.", disk.place))
    }
  }
}
