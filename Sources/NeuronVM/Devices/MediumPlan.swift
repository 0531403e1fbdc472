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

  /// What it comes to when nothing goes wrong.
  func outcome(of forms: DeviceForms) -> ChangeOutcome {
    if steps.isEmpty { return .unchanged }
    let isLive = steps.contains { step in
      if case .update(_, let target) = step { target.contains(.live) } else { false }
    }
    return forms.running == nil || isLive ? .now : .fromNextStart
  }

  /// Whether the machine has to get a drive first.
  var addsDrive: Bool { steps.contains { if case .add = $0 { true } else { false } } }
}
