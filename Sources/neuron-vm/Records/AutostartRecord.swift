import FoundationEssentials
import NeuronVM

/// Whether a machine starts with its host, as docs/json.md says.
struct AutostartRecord: Encodable {
  let name: String
  let uuid: String
  let autostart: Bool
  let changed: Bool

  init(_ machine: Machine, _ autostart: Bool, changed: Bool) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    self.autostart = autostart
    self.changed = changed
  }
}
