import MachineModel
import Testing

@Suite struct LifecycleVerbTests {
  @Test(arguments: [
    (LifecycleVerb.start, MachineState.running), (.startPaused, .paused), (.stop, .shutOff), (.forceStop, .shutOff),
    (.pause, .paused), (.resume, .running), (.restore, .running),
  ])
  func `asking for the state a machine is in is no error`(verb: LifecycleVerb, state: MachineState) {
    #expect(verb.transition(from: state, isSaved: false) == .alreadyThere)
  }

  @Test(arguments: [
    (LifecycleVerb.start, MachineState.shutOff), (.startPaused, .shutOff), (.stop, .running), (.forceStop, .paused),
    (.pause, .running), (.resume, .paused), (.resume, .suspended), (.reboot, .running), (.reset, .paused),
    (.save, .running), (.save, .paused), (.start, .crashed), (.forceStop, .shuttingDown), (.forceStop, .crashed),
  ])
  func `what a machine can do is done`(verb: LifecycleVerb, state: MachineState) {
    #expect(verb.transition(from: state, isSaved: false) == .perform)
  }

  @Test(arguments: [
    (LifecycleVerb.start, MachineState.paused, LifecycleVerb.resume), (.startPaused, .running, .pause),
    (.stop, .paused, .resume), (.pause, .shutOff, .start), (.resume, .shutOff, .start), (.reboot, .shutOff, .start),
    (.reset, .shutOff, .start), (.save, .shutOff, .start), (.restore, .shutOff, .start), (.reboot, .paused, .resume),
  ])
  func `what it cannot do names what would help first`(verb: LifecycleVerb, state: MachineState, help: LifecycleVerb) {
    #expect(verb.transition(from: state, isSaved: false) == .impossible(help))
  }

  @Test func `a saved machine can be restored and need not be saved again`() {
    #expect(LifecycleVerb.restore.transition(from: .shutOff, isSaved: true) == .perform)
    #expect(LifecycleVerb.save.transition(from: .shutOff, isSaved: true) == .alreadyThere)
    #expect(LifecycleVerb.resume.transition(from: .shutOff, isSaved: true) == .impossible(.restore))
  }

  @Test func `only waiting helps while a guest shuts down`() {
    #expect(LifecycleVerb.start.transition(from: .shuttingDown, isSaved: false) == .impossible(nil))
  }

  @Test(arguments: LifecycleVerb.allCases)
  func `a way out that is named can be taken from that state`(verb: LifecycleVerb) {
    for state in MachineState.allCases {
      for isSaved in [false, true] {
        guard case .impossible(let first?) = verb.transition(from: state, isSaved: isSaved) else { continue }
        #expect(first.transition(from: state, isSaved: isSaved) == .perform, "\(verb) in \(state)")
      }
    }
  }
}
