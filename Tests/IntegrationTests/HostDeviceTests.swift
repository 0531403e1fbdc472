import Foundation
import MachineModel
import TestSupport
import Testing
import XML

extension `The program` {
  /// Devices of the host in the definitions of real machines, on a computer that does not have these devices.
  @Suite(.serialized) struct `knows the host's devices` {
    /// A card that no computer of the tests has.
    private static func card() throws -> PassthroughSubject {
      var display = PCIDevice(try PCIAddress(parsing: "0000:7e:00.0"))
      display.kind = PCIClass(code: 0x030000)
      display.identity = PCIIdentity(vendor: 0x10DE, device: 0x1B80)
      display.names.device = "GeForce GTX 1080"
      var sound = PCIDevice(try PCIAddress(parsing: "0000:7e:00.1"))
      sound.kind = PCIClass(code: 0x040300)
      var host = HostHardware()
      host.devices = [display, sound]
      return try #require(host.subject(at: display.address))
    }

    @Test func `a card in a definition is named, keeps the machine from starting when it is gone, and goes`()
      async throws
    {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("studio"))
        try await hypervisor.expect(3, "gpu", "attach", "studio", "0000:7e:00.0")
        try await hypervisor.expect(3, "gpu", "detach", "studio")
        let before = try await hypervisor.virsh("dumpxml", "--inactive", "studio").output

        var domain = try Element(parsing: before)
        let card = try Self.card()
        domain.edit("devices") { devices in
          for element in PCIHostDevice(functions: card.functions.map(\.address))?.elements ?? [] {
            devices.children.append(.element(element))
          }
        }
        domain.setGivenDevices([GivenDevice(card, hasAnotherWayIn: false, settings: [])])
        let file = hypervisor.folder + "/h/studio.xml"
        try Data(try domain.xmlText().utf8).write(to: URL(filePath: file))
        let defined = try await hypervisor.virsh("define", "--validate", file)
        #expect(defined.exitCode == 0, "\(defined)")

        let shown = try await hypervisor.expect(0, "show", "studio")
        #expect(shown.output.contains("GeForce GTX 1080 (0000:7e:00.0)"), "\(shown)")
        let listed = try await hypervisor.expect(0, "list", "--devices")
        #expect(listed.output.contains("GeForce GTX 1080 (0000:7e:00.0)"), "\(listed)")
        let start = try await hypervisor.expect(4, "start", "studio")
        #expect(start.error.contains("nothing is there now"), "\(start)")
        #expect(start.error.contains("neuron-vm gpu detach studio 0000:7e:00.0"), "\(start)")

        let shownOnly = try await hypervisor.expect(0, "gpu", "detach", "studio", "--dry-run", "--json")
        #expect(shownOnly.output.contains("\"outcome\" : null"))
        try await hypervisor.expect(0, "gpu", "detach", "studio", "0000:7e:00.1")
        try await hypervisor.expect(0, "start", "studio")
        try await hypervisor.expect(0, "force-stop", "studio")
        try await hypervisor.expect(0, "undo", "studio", "--yes")
        try await hypervisor.expect(4, "start", "studio")
      }
    }
  }
}
