import MachineModel
import XML

/// A machine's two documents, read as trees, to decide from what is to be done with its devices.
struct DeviceForms: Sendable, Hashable {
  /// The machine's name.
  let name: String
  /// What it will be at its next start.
  let definition: Element
  /// What runs; nil when it is off.
  let running: Element?

  /// The form to look at where one is enough.
  var current: Element { running ?? definition }

  /// The targets of all disks and drives of both forms: libvirt wants them unique in each.
  var takenTargets: Set<String> {
    Set([definition, running].compactMap { $0 }.flatMap { $0.all("devices", "disk") }.compactMap(\.diskTarget))
  }

  /// What the machine can take without being restarted; nil when it is off.
  var hotPlug: HotPlug? { running.map(HotPlug.init) }

  /// A `<disk>` by its target, in each form.
  func disk(_ target: String) -> (definition: Element?, running: Element?) {
    func find(_ domain: Element?) -> Element? {
      domain?.all("devices", "disk").first { $0.diskTarget == target }
    }
    return (find(definition), find(running))
  }
}

extension DeviceForms {
  /// Reads what the door gives.
  init(_ forms: MachineForms) throws(NeuronError) {
    let running: Element? = if let text = forms.running { try Element(definition: text) } else { nil }
    self.init(name: forms.name, definition: try forms.definition.element(), running: running)
  }
}

extension Element {
  /// The target of a `<disk>`.
  var diskTarget: String? { first("target")?["dev"] }

  /// The address by which two forms of one device are known to be in the same place.
  var deviceAddress: Element? { first("address") }
}
