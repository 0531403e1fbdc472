import MachineModel
import Testing
import XML

@testable import NeuronVM

@Suite struct RemoteDevicesTests {
  @Test func `libvirt's word for a device is read, and no verdict drawn from it`() throws {
    let text = """
      <device><name>pci_0000_01_00_0</name><driver><name>nouveau</name></driver>
        <capability type='pci'><class>0x030000</class><domain>0</domain><bus>1</bus><slot>0</slot><function>0</function>
          <product id='0x1b80'>GP104</product><vendor id='0x10de'>NVIDIA Corporation</vendor>
          <iommuGroup number='1'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></iommuGroup>
        </capability></device>
      """
    let device = try #require(PCIDevice(nodeDevice: try Element(parsing: text)))
    #expect("\(device.address)" == "0000:01:00.0")
    #expect(device.kind?.isVGA == true && device.driver == "nouveau" && device.group == 1)
    #expect(device.title == "NVIDIA GP104")
    let report = RemoteDevices(ConnectionChoice(named: "qemu+ssh://host/system")).report(PassthroughSubject(device))
    #expect(report.verdict == .unknown)
    #expect(report.problems.map(\.code) == ["host.remote"])
    #expect(report.steps.isEmpty)
  }

  @Test func `what is no PCI device is left out`() throws {
    for text in ["<device/>", "<device><capability type='usb'/></device>", "<device><capability type='pci'/></device>"]
    {
      #expect(PCIDevice(nodeDevice: try Element(parsing: text)) == nil)
    }
  }
}
