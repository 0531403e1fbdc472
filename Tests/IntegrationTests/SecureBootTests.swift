import FoundationEssentials
import Glibc
import Libvirt
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `boots a Windows 11 machine` {
    @Test func `under Secure Boot with a TPM 2.0, pressing the key that the CD asks for`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let (facts, create) = try await hypervisor.neuronVM.whileRunning(
          [
            "create", "win11", "--template", "windows11-basic", "--memory", "4G", "--vcpus", "2", "--disk", "64G",
            "--accel", "none", "--network", "none", "--iso", Guests.secureBootCD, "--start",
          ]
        ) { create in
          #expect(await create.says("Press a key"))
          let facts = try await readFacts(from: "win11", on: hypervisor)
          // It would press on for a while; Ctrl-C then leaves the machine as it is.
          create.send(SIGINT)
          return facts
        }
        #expect(create.exitCode == 0, "\(create)")
        #expect(facts["firmware"] == ["uefi"])
        #expect(facts["secureBoot"] == ["1"])
        #expect(facts["kernelSaysSecureBoot"] == ["1"])
        #expect(facts["tpm"] == ["2"])
        #expect(facts["processors"] == ["2"])
        #expect(facts["key"] == ["pressed"])
        // Without the ISO with drivers for virtio its disk hangs on SATA.
        #expect(facts["pci"]?.contains { $0.contains(" 0106 ") } == true, "\(facts)")
        #expect(facts["port"]?.contains("org.neuronos.guest.0") == true)
        #expect(facts["network"] == ["lo 00:00:00:00:00:00"], "\(facts)")

        let id = try #require(try await hypervisor.machines()["win11"]?.uuid)
        #expect(try await hypervisor.state(of: "win11") == "running")
        #expect(hypervisor.traces(of: id).contains { $0.contains("swtpm") })
        #expect(hypervisor.files().contains { $0.contains("nvram/win11") })
        try await hypervisor.expect(0, "stop", "win11", "--timeout", "120s")
        let deleted = try await hypervisor.expect(0, "delete", "win11", "--yes")
        #expect(deleted.error.contains("Keeps \(Guests.secureBootCD)"), "\(deleted)")
        try await hypervisor.expectNothingLeft(of: "win11", id)
        #expect(FileManager.default.fileExists(atPath: Guests.secureBootCD))
      }
    }

    /// Reads what the guest says of itself: each fact's values, by its name.
    private func readFacts(from name: String, on hypervisor: PrivateHypervisor) async throws -> [String: [String]] {
      let connection = try await Connection.open(hypervisor.uriFromHere)
      let channel = try await connection.withDomain(named: name, .long) { domain throws(LibvirtError) in
        try domain.openChannel("org.neuronos.guest.0")
      }
      var facts: [String: [String]] = [:]
      var rest: [UInt8] = []
      // The first lines may be the second half of a report.
      var isWhole = false
      reading: while true {
        rest += try await channel.receive(deadline: .seconds(180))
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          let line = String(decoding: rest[..<end], as: UTF8.self)
          rest.removeSubrange(...end)
          if line == "end" {
            if isWhole { break reading }
            isWhole = true
            facts = [:]
            continue
          }
          let words = line.split(separator: " ", maxSplits: 2).map(String.init)
          if words.count == 3, words[0] == "fact" { facts[words[1], default: []].append(words[2]) }
        }
      }
      try? await channel.abort()
      await connection.close()
      return facts
    }
  }
}
