import MachineModel

/// A PCI function, as docs/json.md says.
struct PCIDeviceRecord: Encodable {
  let address: String
  let name: String
  let purpose: String
  let classCode: String?
  let ids: String?
  let subsystemIds: String?
  let driver: String?
  let group: Int?
  let numaNode: Int?
  let virtualFunctionOf: String?
  let resetMethods: [String]?
  let link: LinkRecord?

  struct LinkRecord: Encodable {
    let speed: String?
    let width: Int?
    let maximumSpeed: String?
    let maximumWidth: Int?
  }

  init(_ device: PCIDevice) {
    address = "\(device.address)"
    name = device.title
    purpose = device.purpose
    classCode = device.kind?.shortCode
    ids = device.identity?.description
    subsystemIds = device.subsystem?.description
    driver = device.driver
    group = device.group
    numaNode = device.node
    virtualFunctionOf = device.physicalFunction?.description
    resetMethods = device.details?.resetMethods
    link = device.details?.link.map {
      LinkRecord(speed: $0.speed, width: $0.width, maximumSpeed: $0.maximumSpeed, maximumWidth: $0.maximumWidth)
    }
  }
}
