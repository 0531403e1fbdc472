import MachineModel

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
  /// It goes on at both, because somebody let it: only he knows which is the one.
  case isTwice
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
    } else if here.state == .paused, let there {
      // Its user had paused it, and it waits there as it did here.
      self =
        hasArrived
        ? .goesOnThere(undefines: here.isPersistent && !keepsSource) : there.hasFailedToStart ? .nothing : .waits
    } else if here.state.isActive, hasArrived, there?.state.isActive ?? false {
      self = .isTwice
    } else if here.state == .shutOff, !keepsSource, let there {
      self = hasArrived ? .removesDefinition : there.hasFailedToStart ? .nothing : .waits
    } else {
      self = .nothing
    }
  }
}
