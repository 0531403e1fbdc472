import MachineModel

/// A device of the host that a machine was given, as docs/json.md says.
struct GivenDeviceRecord: Encodable {
  let kind: String
  let name: String
  let functions: [String]
  let anotherWayIn: Bool
  /// The same for a person.
  let title: String

  private enum CodingKeys: String, CodingKey {
    case kind, name, functions, anotherWayIn
  }

  init(_ device: GivenDevice) {
    kind = device.isGraphics ? "gpu" : "pci"
    name = device.name
    functions = device.functions.map(\.address.description)
    anotherWayIn = device.hasAnotherWayIn
    title = device.title
  }
}
