import MachineModel
import Text
import XML

/// A CD drive of a machine and what is in it.
public struct DriveState: Sendable, Hashable {
  /// Its target, by which it is named: `sda`.
  public let target: String
  /// Its bus; nil when not told.
  public let bus: String?
  /// What is in it now, or from the next start while the machine is off; nil when it is empty.
  public let medium: String?
  /// What will be in it at the next start; nil when it will be empty, or not there.
  public let nextMedium: String?
  /// Whether it is there now; false for one that comes with the next start.
  public let isThereNow: Bool
  /// Whether it will be there at the next start.
  public let isThereNext: Bool

  /// The drive for a person: `sdb (empty)`.
  public var title: String { "\(target) (\(medium ?? tr("empty")))" }
}

extension DeviceForms {
  /// The CD drives, in the order of the definition; those that only run come last.
  var drives: [DriveState] {
    func drives(_ domain: Element?) -> [Disk] {
      DomainDescription(domain: domain ?? Element("domain")).disks.filter { $0.device == "cdrom" && $0.target != nil }
    }
    let (next, now) = (drives(definition), running.map { drives($0) })
    let targets = next.compactMap(\.target)
    let others = (now ?? []).compactMap(\.target).filter { !targets.contains($0) }
    return (targets + others).map { target in
      let (atNextStart, current) = (next.first { $0.target == target }, (now ?? next).first { $0.target == target })
      return DriveState(
        target: target, bus: (current ?? atNextStart)?.bus, medium: (current ?? atNextStart)?.place,
        nextMedium: atNextStart?.place, isThereNow: current != nil, isThereNext: atNextStart != nil)
    }
  }
}
