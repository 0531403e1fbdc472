import FoundationEssentials
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `starts every template` {
    private static let templates = [
      "linux", "windows10-basic", "windows10-passthrough", "windows11-basic", "windows11-passthrough",
    ]

    @Test(arguments: templates) func `and removes the machine with all that it left`(template: String) async throws {
      try await PrivateHypervisor.with { hypervisor in
        // Stand-ins: nobody boots them.
        let drivers = hypervisor.folder + "/h/medium.iso"
        try (template == "linux" ? StandInISO.linux : .virtioDrivers).write(to: drivers)
        let media = template == "linux" ? ["--iso", drivers] : ["--drivers-iso", drivers]
        let variants = [["--network", "none"], ["--network", "user"] + media]
        let name = "trial"
        for variant in variants {
          let words = ["create", name, "--template", template, "--memory", "4G", "--vcpus", "2", "--disk", "64G"]
          let made = try await hypervisor.expect(0, words + ["--accel", "none", "--start", "--json"] + variant)
          #expect(try await hypervisor.state(of: name) == "running", "\(made)")
          let show = try JSONDecoder().decode(
            ShownMachine.self, from: Data(try await hypervisor.expect(0, "show", name, "--json").output.utf8))
          #expect(show.template == template)
          #expect(show.firmware == "uefi")
          #expect(show.secureBoot == template.hasPrefix("windows11"))
          #expect(show.tpm == (template.hasPrefix("windows11") ? "2.0" : nil))
          #expect(show.networks.map(\.type) == (variant.contains("user") ? ["user"] : []))
          let disk = show.disks.first { $0.device == "disk" }
          let hasDrivers = variant.contains(drivers) || template == "linux"
          #expect(disk?.bus == (hasDrivers ? "virtio" : "sata"))
          #expect(show.disks.contains { $0.source == drivers } == variant.contains(drivers))
          try await hypervisor.expect(0, "force-stop", name)
          try await hypervisor.expect(0, "delete", name, "--yes")
          try await hypervisor.expectNothingLeft(of: name, show.uuid)
        }
        #expect(FileManager.default.fileExists(atPath: drivers))
      }
    }

    /// What these tests read of `show --json`.
    private struct ShownMachine: Decodable {
      let uuid: String
      let template: String
      let firmware: String
      let secureBoot: Bool
      let tpm: String?
      let disks: [Disk]
      let networks: [Network]

      struct Disk: Decodable {
        let device: String
        let bus: String
        let source: String?
      }

      struct Network: Decodable {
        let type: String
      }
    }
  }
}
