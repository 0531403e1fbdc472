import Text

/// One thing that moving a machine changes, in the order of the plan.
public enum MigrationStep: Hashable, Sendable {
  /// Make an empty disk at the target.
  case createDisk(MigrationDisk)
  /// Copy the content of a disk of a machine that is off.
  case copyDisk(MigrationDisk)
  /// Move the running machine, with the content of these disks.
  case moveRunning(copying: [MigrationDisk])
  /// Move the definition of a machine that is off.
  case moveDefinition
  /// Have it start with the target's computer, as it does with the source's.
  case startWithHost

  /// The step in the user's words.
  public var title: String {
    switch self {
    case .createDisk(let disk):
      tr("Make the disk “%1$@” of %2$@ in the target's storage pool “%3$@”", disk.volume, disk.capacity, disk.pool)
    case .copyDisk(let disk): tr("Copy the disk “%1$@”", disk.volume)
    case .moveRunning(let disks) where disks.isEmpty: tr("Copy the memory, and go on at the target")
    case .moveRunning(let disks):
      tr("Copy the memory and the disks %1$@, and go on at the target", disks.map(\.device).joined(separator: ", "))
    case .moveDefinition: tr("Move the definition to the target")
    case .startWithHost: tr("Have it start with the target's computer")
    }
  }

  /// Whether the machine is at the target once it is done.
  var movesMachine: Bool {
    switch self {
    case .moveRunning, .moveDefinition: true
    case .createDisk, .copyDisk, .startWithHost: false
    }
  }

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .createDisk: "createDisk"
    case .copyDisk: "copyDisk"
    case .moveRunning: "moveRunning"
    case .moveDefinition: "moveDefinition"
    case .startWithHost: "startWithHost"
    }
  }
}
