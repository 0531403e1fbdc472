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
    case .running, .blocked: return true
    // A half that libvirt gives up is killed, and shuts down.
    case .shuttingDown, .suspended, .crashed: return self.isPersistent
    // Being moved, being started, or for an unknown reason; `VIR_DOMAIN_PAUSED_STARTING_UP` is 11.
    case .paused: return ![0, 2, 11].contains(reason)
    case .shutOff: return self.isPersistent && !hasFailedToStart
    case .noState: return false
    }
  }

  /// Source: libvirt/libvirt-domain.h, `VIR_DOMAIN_SHUTOFF_FAILED`.
  var hasFailedToStart: Bool { state == .shutOff && reason == 6 }
}
