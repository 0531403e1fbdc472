import MachineModel

/// A graphics card in a list, as docs/json.md says.
struct GraphicsCardRecord: Encodable {
  let address: String
  let name: String
  let verdict: String
  let driver: String?
  let iommuGroup: Int?
  let bootDisplay: Bool?
  let functions: [PCIDeviceRecord]

  init(_ report: PassthroughReport) {
    let device = report.subject.primary
    address = "\(device.address)"
    name = device.title
    verdict = report.verdict.rawValue
    driver = device.driver
    iommuGroup = device.group
    bootDisplay = device.isBootDisplay
    functions = report.subject.functions.map(PCIDeviceRecord.init)
  }
}
