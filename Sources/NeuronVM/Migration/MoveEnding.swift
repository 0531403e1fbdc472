import MachineModel

/// What is at one place of a move that was broken off.
struct MoveHalf: Hashable, Sendable {
  let state: MachineState
  /// libvirt's number for why it is in that state.
  var reason: Int32 = 0
  let isPersistent: Bool

  /// Whether it stands still because it is being moved.
  ///
  /// Source: libvirt/libvirt-domain.h, `VIR_DOMAIN_PAUSED_MIGRATION`.
  var isPausedByMove: Bool { state == .paused && reason == 2 }

  /// Whether this half, at the target, is the machine itself, and no longer one that waits for its memory.
  ///
  /// libvirt writes the definition there when all has arrived, and begins no move to where there is one; a definition
  /// whose start has failed is what is left of a move whose end has.
  ///
  /// - Parameter isPersistent: Whether the machine has a definition at its source.
  func hasArrived(isPersistent: Bool) -> Bool {
    guard self.isPersistent || !isPersistent else { return false }
    switch state {
    case .running, .blocked, .shuttingDown, .suspended, .crashed: return true
    // Being moved, being started, or for an unknown reason; `VIR_DOMAIN_PAUSED_STARTING_UP` is 11.
    case .paused: return ![0, 2, 11].contains(reason)
    case .shutOff: return self.isPersistent && !hasFailedToStart
    case .noState: return false
    }
  }

  /// Source: libvirt/libvirt-domain.h, `VIR_DOMAIN_SHUTOFF_FAILED`.
  var hasFailedToStart: Bool { state == .shutOff && reason == 6 }
}

/// How a move that was broken off is brought to its end.
enum MoveEnding: Hashable, Sendable {
  /// It goes on at the target: what is here is the empty shell, and goes.
  case goesOnThere(undefines: Bool)
  /// It goes on here.
  case goesOnHere
  /// It is off, and its definition has arrived at the target: the one here goes.
  case removesDefinition
  /// libvirt has not ended the target's half yet, and nobody knows how it ends.
  case waits
  /// There is nothing to bring to an end.
  case nothing

  /// Decides it.
  ///
  /// - Parameter there: What is at the target; nil for nothing.
  init(here: MoveHalf, there: MoveHalf?, keepsSource: Bool) {
    let hasArrived = there?.hasArrived(isPersistent: here.isPersistent) ?? false
    if here.isPausedByMove {
      self =
        switch there {
        case nil: .goesOnHere
        case _ where hasArrived: .goesOnThere(undefines: here.isPersistent && !keepsSource)
        case let half? where half.hasFailedToStart: .goesOnHere
        default: .waits
        }
    } else if here.state == .shutOff, !keepsSource, let there {
      self = hasArrived ? .removesDefinition : there.hasFailedToStart ? .nothing : .waits
    } else {
      self = .nothing
    }
  }
}
