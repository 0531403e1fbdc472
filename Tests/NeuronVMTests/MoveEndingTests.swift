import MachineModel
import Testing

@testable import NeuronVM

/// How a move that was broken off is ended, from what is at its two places.
@Suite struct MoveEndingTests {
  private static let pausedByMove = MoveHalf(state: .paused, reason: 2, isPersistent: true)
  private static let transient = MoveHalf(state: .paused, reason: 2, isPersistent: false)

  private func ending(_ here: MoveHalf, _ there: MoveHalf?, keepsSource: Bool = false) -> MoveEnding {
    MoveEnding(here: here, there: there, keepsSource: keepsSource)
  }

  @Test func `what waits for its memory at the target has not arrived, and the source stays`() {
    for reason: Int32 in [0, 2, 11] {
      for here in [Self.pausedByMove, Self.transient] {
        #expect(ending(here, MoveHalf(state: .paused, reason: reason, isPersistent: false)) == .waits)
      }
      #expect(ending(Self.pausedByMove, MoveHalf(state: .paused, reason: reason, isPersistent: true)) == .waits)
    }
    // libvirt writes the definition before the guest goes on.
    #expect(ending(Self.pausedByMove, MoveHalf(state: .running, isPersistent: false)) == .waits)
    #expect(ending(Self.pausedByMove, MoveHalf(state: .shutOff, isPersistent: false)) == .waits)
    #expect(ending(Self.pausedByMove, MoveHalf(state: .noState, isPersistent: true)) == .waits)
  }

  @Test func `what has arrived goes on there, whatever it does by now`() {
    for state in [MachineState.running, .blocked, .shuttingDown, .shutOff, .suspended, .crashed] {
      let there = MoveHalf(state: state, isPersistent: true)
      #expect(ending(Self.pausedByMove, there) == .goesOnThere(undefines: true))
      #expect(ending(Self.pausedByMove, there, keepsSource: true) == .goesOnThere(undefines: false))
    }
    // Paused there by its user.
    let paused = MoveHalf(state: .paused, reason: 1, isPersistent: true)
    #expect(ending(Self.pausedByMove, paused) == .goesOnThere(undefines: true))
    let there = MoveHalf(state: .running, isPersistent: false)
    #expect(ending(Self.transient, there) == .goesOnThere(undefines: false))
  }

  @Test func `what never came, or did not start there, goes on here`() {
    for here in [Self.pausedByMove, Self.transient] { #expect(ending(here, nil) == .goesOnHere) }
    let failed = MoveHalf(state: .shutOff, reason: 6, isPersistent: true)
    #expect(ending(Self.pausedByMove, failed) == .goesOnHere)
  }

  @Test func `of a machine that is off the definition goes once it is there`() {
    let here = MoveHalf(state: .shutOff, reason: 1, isPersistent: true)
    for state in [MachineState.shutOff, .running] {
      #expect(ending(here, MoveHalf(state: state, isPersistent: true)) == .removesDefinition)
      #expect(ending(here, MoveHalf(state: state, isPersistent: true), keepsSource: true) == .nothing)
    }
    #expect(ending(here, MoveHalf(state: .shutOff, isPersistent: false)) == .waits)
    #expect(ending(here, MoveHalf(state: .shutOff, reason: 6, isPersistent: true)) == .nothing)
    #expect(ending(here, nil) == .nothing)
  }

  @Test func `what goes on here is left alone`() {
    let here = MoveHalf(state: .running, isPersistent: true)
    let off = MoveHalf(state: .shutOff, isPersistent: true)
    for there in [nil, Self.transient, off] { #expect(ending(here, there) == .nothing) }
    #expect(ending(Self.pausedByUser, nil) == .nothing)
  }

  private static let pausedByUser = MoveHalf(state: .paused, reason: 1, isPersistent: true)

  @Test func `what its user had paused is paused at one place in the end`() {
    #expect(ending(Self.pausedByUser, Self.pausedByUser) == .goesOnThere(undefines: true))
    #expect(ending(Self.pausedByUser, Self.pausedByUser, keepsSource: true) == .goesOnThere(undefines: false))
    #expect(ending(Self.pausedByUser, Self.pausedByMove) == .waits)
    #expect(ending(Self.pausedByUser, Self.transient) == .waits)
    let failed = MoveHalf(state: .shutOff, reason: 6, isPersistent: true)
    #expect(ending(Self.pausedByUser, failed) == .nothing)
    let transient = MoveHalf(state: .paused, reason: 1, isPersistent: false)
    #expect(ending(transient, transient) == .goesOnThere(undefines: false))
  }

  @Test func `what somebody has let go on at both is told, and not decided`() {
    for here in [MachineState.running, .blocked] {
      for there in [MachineState.running, .blocked, .suspended] {
        let ends = (MoveHalf(state: here, isPersistent: true), MoveHalf(state: there, isPersistent: true))
        #expect(ending(ends.0, ends.1) == .isTwice)
      }
    }
  }

  @Test func `only what may still be on its way keeps its copied disk in question`() {
    for state in [MachineState.running, .blocked] {
      #expect(MoveHalf(state: state, isPersistent: false).hasArrived(isPersistent: false))
    }
    // A half that libvirt gives up is killed, and shuts down.
    for state in [MachineState.shuttingDown, .suspended, .crashed, .shutOff] {
      #expect(!MoveHalf(state: state, isPersistent: false).hasArrived(isPersistent: false))
    }
    #expect(MoveHalf(state: .paused, reason: 1, isPersistent: false).hasArrived(isPersistent: false))
    #expect(!Self.transient.hasArrived(isPersistent: false))
  }
}
