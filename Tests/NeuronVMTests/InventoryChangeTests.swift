import FoundationEssentials
import MachineModel
import Testing

@testable import NeuronVM

@Suite struct InventoryChangeTests {
  private func machine(_ name: String, _ state: MachineState, id: UUID = UUID()) -> MachineSummary {
    MachineSummary(id: id, name: name, state: state, memory: .gibibytes(4), processors: 2)
  }

  private func differences(_ old: [MachineSummary], _ new: [MachineSummary]) -> [InventoryChange] {
    Hypervisor.differences(from: Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) }), to: new)
  }

  @Test func `nothing is told of what stays as it is`() {
    let win = machine("win11", .running)
    #expect(differences([win], [win]).isEmpty)
  }

  @Test func `a new state is a change of the same machine`() {
    let off = machine("win11", .shutOff)
    let on = machine("win11", .running, id: off.id)
    #expect(differences([off], [on]) == [.changed(from: off, to: on)])
  }

  @Test func `a machine that was removed and made anew is two changes`() {
    let old = machine("win11", .shutOff)
    let new = machine("win11", .shutOff)
    #expect(differences([old], [new]) == [.disappeared(old), .appeared(new)])
  }

  @Test func `a new name is a change of the same machine`() {
    let before = machine("win11", .shutOff)
    let after = machine("windows", .shutOff, id: before.id)
    #expect(differences([before], [after]) == [.changed(from: before, to: after)])
  }
}
