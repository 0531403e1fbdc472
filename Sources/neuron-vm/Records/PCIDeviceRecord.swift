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
  let windows: [WindowRecord]?
  let resizableWindows: [ResizableRecord]?

  struct LinkRecord: Encodable {
    let speed: String?
    let width: Int?
    let maximumSpeed: String?
    let maximumWidth: Int?
  }

  struct WindowRecord: Encodable {
    let number: Int
    let kind: String
    let sizeBytes: UInt64
  }

  struct ResizableRecord: Encodable {
    let number: Int
    let sizesMiB: [UInt64]
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
    windows = device.details?.windows?.map { window in
      WindowRecord(
        number: window.number,
        kind: window.isMemory ? window.isPrefetchable ? "prefetchableMemory" : "memory" : "ports",
        sizeBytes: window.size)
    }
    resizableWindows = device.details?.resizableBARs.map {
      ResizableRecord(number: $0.number, sizesMiB: $0.sizes.map { $0.bytes >> 20 })
    }
  }
}
