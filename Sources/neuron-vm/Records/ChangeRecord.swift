import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// A line of `watch`, as docs/json.md says.
struct ChangeRecord: Encodable {
  let time: String
  let change: String
  let name: String?
  let uuid: String?
  let state: MachineState?
  let previousState: MachineState?
  let machines: [MachineRecord]?
  let reason: String?
  /// The same for a person.
  let text: String

  private enum CodingKeys: String, CodingKey {
    case time, change, name, uuid, state, previousState, machines, reason
  }

  init(_ change: InventoryChange, at moment: Date = .now) {
    time = moment.formatted(.iso8601)
    var machine: MachineSummary?
    var previous: MachineState?
    var machines: [MachineRecord]?
    var reason: String?
    let words: String
    switch change {
    case .connected(let list):
      self.change = "connected"
      machines = list.map { MachineRecord($0, nil) }
      words = trn("connected, %1$@ machine", "connected, %1$@ machines", list.count)
    case .appeared(let new):
      (self.change, machine) = ("appeared", new)
      words = tr("“%1$@” is new: %2$@", new.name, new.state.title)
    case .disappeared(let old):
      (self.change, machine) = ("disappeared", old)
      words = tr("“%1$@” is gone", old.name)
    case .restarted(let which):
      (self.change, machine) = ("restarted", which)
      words = tr("“%1$@” restarts", which.name)
    case .changed(let old, let new):
      (self.change, machine, previous) = ("changed", new, old.state)
      words =
        old.state == new.state
        ? tr("“%1$@” was changed", new.name) : tr("“%1$@” is %2$@", new.name, new.state.title)
    case .disconnected(let why, let pause):
      (self.change, reason) = ("disconnected", why)
      words = tr("the connection is lost, next try in %1$@: %2$@", pause.inWords, why)
    }
    name = machine?.name
    uuid = machine?.id.uuidString.lowercased()
    state = machine?.state
    previousState = previous
    self.machines = machines
    self.reason = reason
    text = time + "  " + words
  }
}
