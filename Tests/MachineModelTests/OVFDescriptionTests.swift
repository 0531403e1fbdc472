import MachineModel
import Testing
import XML

@Suite struct OVFDescriptionTests {
  private let text = """
    <ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:vmw="http://www.vmware.com/schema/ovf"
        xmlns:rasd="urn:rasd">
      <ovf:References>
        <ovf:File ovf:id="file1" ovf:href="one.vmdk"/><ovf:File ovf:id="file2" ovf:href="two.vmdk"/>
      </ovf:References>
      <ovf:DiskSection>
        <ovf:Disk ovf:diskId="d1" ovf:fileRef="file1"/><ovf:Disk ovf:diskId="d2" ovf:fileRef="file2"/>
      </ovf:DiskSection>
      <ovf:VirtualSystem ovf:id="web">
        <ovf:Name>Web server</ovf:Name>
        <ovf:OperatingSystemSection ovf:id="101" vmw:osType="debian10_64Guest"/>
        <ovf:VirtualHardwareSection>
          <ovf:Item><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>2</rasd:VirtualQuantity></ovf:Item>
          <ovf:Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ResourceType>4</rasd:ResourceType>
            <rasd:VirtualQuantity>1536</rasd:VirtualQuantity></ovf:Item>
          <ovf:Item><rasd:HostResource>ovf:/disk/d2</rasd:HostResource><rasd:ResourceType>17</rasd:ResourceType></ovf:Item>
          <ovf:Item><rasd:HostResource>ovf:/disk/d1</rasd:HostResource><rasd:ResourceType>17</rasd:ResourceType></ovf:Item>
          <ovf:Item><rasd:ResourceType>10</rasd:ResourceType></ovf:Item>
          <vmw:Config vmw:key="firmware" vmw:value="efi"/>
        </ovf:VirtualHardwareSection>
      </ovf:VirtualSystem>
    </ovf:Envelope>
    """

  @Test func `VMware's dialect is read, disks in the order in which they hang`() throws {
    let description = try #require(OVFDescription(envelope: Element(parsing: text)))
    #expect(description.name == "Web server" && description.system == .linux && description.firmware == .uefi)
    #expect(description.memory == .mebibytes(1536) && description.processors == 2 && description.networkCards == 1)
    #expect(description.disks == ["two.vmdk", "one.vmdk"])
  }

  @Test func `what is missing is nil, and nonsense is no number`() throws {
    let broken = text.replacing("1536", with: "99999999999999999999").replacing(">2<", with: ">-1<")
    let description = try #require(OVFDescription(envelope: Element(parsing: broken)))
    #expect(description.memory == nil && description.processors == nil)
    #expect(try OVFDescription(envelope: Element(parsing: "<Envelope/>")) == nil)
    #expect(try OVFDescription(envelope: Element(parsing: "<domain/>")) == nil)
  }
}
