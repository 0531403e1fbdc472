import MachineModel
import NeuronVM
import Text

/// A USB device, as docs/json.md says.
struct USBDeviceRecord: Encodable {
  let device: String
  let port: String
  let bus: Int
  let address: Int
  let ids: String
  let name: String
  let vendor: String?
  let product: String?
  let vendorInDatabase: String?
  let productInDatabase: String?
  let serial: String?
  let kinds: [String]
  let speedMbps: Double?
  let hub: String?
  let disks: [String]
  let holders: [HolderRecord]
  let machine: String?

  struct HolderRecord: Encodable {
    let pid: Int
    let name: String
    let nodes: [String]
  }

  /// - Parameters:
  ///   - devices: All that are plugged in, among which it is named.
  ///   - machines: Who has devices.
  init(_ device: USBDevice, among devices: [USBDevice], _ machines: [USBHolder] = []) {
    self.device = "\(device.name(among: devices))"
    port = "\(device.port)"
    bus = device.bus
    address = device.address
    ids = "\(device.identity)"
    name = device.title
    vendor = device.vendor
    product = device.product
    vendorInDatabase = device.database.vendor
    productInDatabase = device.database.product
    serial = device.serial
    kinds = device.kinds.map(\.rawValue)
    speedMbps = device.megabits
    hub = device.port.hub?.description
    disks = device.disks.map(\.place)
    holders = device.holders.map { HolderRecord(pid: $0.process, name: $0.name, nodes: $0.nodes) }
    machine = machines.first { $0.has(device) }?.name
  }

  /// Who uses it, for a person; nil when nobody does, as far as can be seen.
  var users: String? {
    if let machine { return tr("machine “%1$@”", machine) }
    let users = disks + holders.map { "\($0.name.isEmpty ? "?" : $0.name) (\($0.pid))" }
    guard !users.isEmpty else { return nil }
    return users.prefix(3).joined(separator: ", ") + (users.count > 3 ? ", …" : "")
  }
}
