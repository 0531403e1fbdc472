import Libvirt
import MachineModel
import XML

/// How a medium goes into a drive, or out of it; a value.
struct MediumPlan: Sendable, Hashable {
  /// The drive's target.
  let drive: String
  /// What is to be in it; nil for nothing.
  let medium: Disk.Source?
  /// What is done, in order; empty when it is so already.
  let steps: [Step]

  /// One call of libvirt.
  enum Step: Sendable, Hashable {
    /// A drive's element, and the forms of the machine that get it.
    case update(Element, DomainTarget)
    /// A drive that the machine gets, from its next start on.
    case add(Element)
  }

  /// Whether the machine has to get a drive first.
  var addsDrive: Bool { steps.contains { if case .add = $0 { true } else { false } } }
}
