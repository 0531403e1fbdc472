import MachineModel
import Testing

struct MachineStateTests {
  @Test func `JSON shows the eight states by these names`() {
    #expect(
      MachineState.allCases.map(\.rawValue) == [
        "noState", "running", "blocked", "paused", "shuttingDown", "shutOff", "crashed", "suspended",
      ])
  }

  @Test func `a machine has a hypervisor process unless it is off, crashed or unknown`() {
    #expect(MachineState.allCases.filter { !$0.isActive } == [.noState, .shutOff, .crashed])
  }

  @Test func `every state has words of its own`() {
    #expect(Set(MachineState.allCases.map(\.title)).count == MachineState.allCases.count)
  }
}
