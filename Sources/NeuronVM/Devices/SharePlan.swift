import Libvirt
import MachineModel
import XML

/// How a machine gets a shared folder; a value.
struct SharePlan: Sendable, Hashable {
  /// The folder.
  let folder: SharedFolder
  /// How it is done.
  let step: Step
  /// Whether the machine's memory is made visible for it.
  let sharesMemory: Bool

  /// Whether what runs gets it too.
  var isLive: Bool { if case .attach(let target) = step { target.contains(.live) } else { false } }

  /// One call of libvirt.
  enum Step: Sendable, Hashable {
    /// The device is added to these forms of the machine.
    case attach(DomainTarget)
    /// The definition, with the folder and memory that is shared.
    case define(Element)
    /// It is there already.
    case nothing
  }
}
