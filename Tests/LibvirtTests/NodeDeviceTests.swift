import Libvirt
import Testing

extension `A private session` {
  @Suite struct `whose host has devices` {
    @Test func `names them, and describes each by its name`() async throws {
      let connection = try await Connection.open("qemu:///session")
      // The root of the tree, which every host has.
      #expect(try await connection.nodeDeviceNames().contains("computer"))
      #expect(try await connection.nodeDeviceXML("computer").contains("<name>computer</name>"))
      let error = await #expect(throws: LibvirtError.self) { try await connection.nodeDeviceXML("pci_ffff_ff_1f_7") }
      #expect(error?.code == .noNodeDevice)
      await connection.close()
    }
  }
}
