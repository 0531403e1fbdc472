import MachineModel
import Testing

/// What the user may say to have another way around, and what stays as it is.
@Suite struct PassthroughOverrideTests {
  private static func card() throws -> PCIDevice {
    var card = PCIDevice(try PCIAddress(parsing: "0000:01:00.0"))
    card.kind = PCIClass(code: 0x030000)
    card.identity = PCIIdentity(vendor: 0x1002, device: 0x73BF)
    card.isBootDisplay = true
    card.group = 1
    return card
  }

  /// A host whose only card may go when there is another way in.
  private static func host() throws -> HostHardware {
    let card = try card()
    var host = HostHardware()
    host.devices = [card]
    host.iommu.groups = 1
    host.groups = [IOMMUGroup(number: 1, members: [card.address], hasFirmwareMemory: false)]
    host.adapters = []
    host.use = DeviceUse(holders: [], unseen: 0)
    host.disks = [DiskUse(place: "/", controllers: [])]
    host.networkCards = []
    host.inputDevices = []
    host.kernel.vfio = .loaded
    host.processor.maker = .amd
    return host
  }

  private func report(_ host: HostHardware, typed: Bool, others: [MachineUse] = []) throws -> PassthroughReport {
    let subject = try #require(host.subject(at: PCIAddress(parsing: "0000:01:00.0")))
    return PassthroughCheck(host, anotherWayIn: typed ? subject.addresses : [], otherMachines: others).report(subject)
  }

  @Test func `a picture that is lost is made up for by another way in`() throws {
    let before = try report(try Self.host(), typed: false)
    #expect(before.verdict == .refused)
    #expect(before.override == "--i-have-another-way-in 0000:01:00.0")
    let after = try report(try Self.host(), typed: true)
    #expect(after.verdict == .ready)
    #expect(after.override == nil && after.problems.allSatisfy { $0.isOverridden })
  }

  @Test func `the host's own disk is not given away on any word`() throws {
    var host = try Self.host()
    host.disks = [DiskUse(place: "/", controllers: Set(host.devices?.map(\.address) ?? []))]
    let report = try report(host, typed: true)
    #expect(report.verdict == .refused && report.override == nil)
    #expect(report.problems.first?.code == "disk.vital")
  }

  @Test func `what is not known of the IOMMU, and what a machine has, is not overridden`() throws {
    var host = try Self.host()
    host.groups[0].hasFirmwareMemory = nil
    #expect(try report(host, typed: true).problems.first?.code == "iommu.memoryUnknown")
    #expect(try report(host, typed: true).verdict == .refused)
    host = try Self.host()
    host.iommu.groups = nil
    #expect(try report(host, typed: true).verdict == .refused)
    let other = MachineUse(
      name: "busy", isRunning: true, devices: [try Self.card().address], board: "pc-q35-7.2", isUEFI: true)
    let taken = try report(try Self.host(), typed: true, others: [other])
    #expect(taken.verdict == .refused && taken.override == nil)
    #expect(taken.problems.first?.code == "machine.taken")
  }

  @Test(arguments: [0x010802, 0x020000] as [UInt32])
  func `a root that is not found may be behind a disk controller or a network card`(code: UInt32) throws {
    var host = try Self.host()
    host.devices?[0].kind = PCIClass(code: code)
    host.disks = [DiskUse(place: "/", controllers: nil)]
    let codes = try report(host, typed: false).problems.map(\.code)
    #expect(codes.contains("disk.unknown"))
  }

  @Test(arguments: [
    (ProcessorFacts.Maker.intel, ["intel_iommu=off"], "Replace intel_iommu=off by intel_iommu=on"),
    (.intel, ["iommu=off"], "Take iommu=off out of"), (.amd, ["amd_iommu=off"], "Take amd_iommu=off out of"),
    (.intel, ["amd_iommu=off"], "Add intel_iommu=on"), (.intel, [], "Add intel_iommu=on"),
    (.intel, ["intel_iommu=on"], "Update the firmware"),
  ])
  func `the parameter that matters on this processor is named`(
    maker: ProcessorFacts.Maker, parameters: [String], title: String
  ) throws {
    var host = try Self.host()
    host.iommu.groups = 0
    host.iommu.firmwareTables = ["DMAR"]
    host.processor.maker = maker
    host.kernel.parameters = parameters
    let steps = try report(host, typed: false).steps.map(\.title)
    #expect(steps.contains { $0.hasPrefix(title) }, "\(steps)")
  }

  @Test func `graphics that were left out are named by what stands in the command line`() throws {
    var host = try Self.host()
    host.devices?[0].identity = PCIIdentity(vendor: 0x8086, device: 0x3E92)
    host.devices?[0].group = nil
    host.kernel.parameters = ["intel_iommu=on,igfx_off"]
    let problem = try #require(try report(host, typed: false).problems.first { $0.code == "iommu.noGroup" })
    #expect(problem.severity == .fixable)
    #expect(problem.remedy?.hasPrefix("Replace intel_iommu=on,igfx_off by intel_iommu=on") == true)
  }

  @Test func `groups that were taken apart by a parameter get a warning`() throws {
    var host = try Self.host()
    host.kernel.parameters = ["pcie_acs_override=downstream,multifunction"]
    let problem = try #require(try report(host, typed: false).problems.first { $0.code == "group.override" })
    #expect(problem.severity == .warning)
  }
}
