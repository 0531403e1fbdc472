import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `takes a name` {
    @Test func `of two hundred hostile ones to pieces, and refuses it in words`() async throws {
      #expect(HostileNames.all.count == 200)
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, "list")
        let names = HostileNames.all
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (number, name) in names.enumerated() {
            if number >= 4 { try await group.next() }
            group.addTask { try await refuse(name, on: hypervisor) }
          }
          try await group.waitForAll()
        }
        #expect(hypervisor.files().isEmpty)
        #expect(try await hypervisor.machines().isEmpty)
      }
    }

    private func refuse(_ name: String, on hypervisor: PrivateHypervisor) async throws {
      let options = [
        "--template", "linux", "--memory", "64M", "--vcpus", "1", "--accel", "none", "--firmware", "bios", "--dry-run",
      ]
      // After “--” a leading dash is no option.
      let outcome = try await hypervisor.neuronVM.run(["create"] + options + ["--", name])
      #expect(outcome.exitCode == 4, "\(outcome)")
      #expect(outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.error.contains("name"), "\(outcome)")
      #expect(
        !outcome.error.unicodeScalars.contains { scalar in
          scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
        }, "\(name.debugDescription)")
      // Where one character is to blame it is named, itself or by its number.
      if let culprit = name.unicodeScalars.first(where: {
        !Self.isLetter($0) && !"-_.+@() ".unicodeScalars.contains($0)
      }),
        name.utf8.count <= 100, name.count == name.unicodeScalars.count
      {
        let number = "U+" + String(culprit.value, radix: 16, uppercase: true)
        #expect(outcome.error.contains("“\(culprit)”") || outcome.error.contains(number), "\(outcome)")
      }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    @Test func `that is only odd, and gives it back exactly`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        for name in HostileNames.odd { try await hypervisor.expect(0, Machines.deaf(name)) }
        #expect(Set(try await hypervisor.machines().keys) == Set(HostileNames.odd))
        let table = try await hypervisor.expect(0, "list").output
        for name in HostileNames.odd {
          #expect(table.contains(name))
          #expect(hypervisor.filesOfMachines().contains("d/libvirt/images/\(name).qcow2"))
        }
        // Starting makes sockets and process files of the name, the longest too.
        for name in [HostileNames.odd[0], HostileNames.odd[2], HostileNames.odd[9]] {
          try await hypervisor.expect(0, "start", name)
          try await hypervisor.expect(0, "force-stop", name)
        }
        for name in HostileNames.odd { try await hypervisor.expect(0, "delete", name, "--yes") }
        try await hypervisor.expectNothingLeft()
      }
    }

    @Test func `that another tool gave, and shows it without harm`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("plain"))
        let evil = "a'><evil>&\u{202E}\u{1B}[31m"
        let name = evil.replacing("\u{1B}", with: "")
        try await hypervisor.define("x", disk: hypervisor.images + "/plain.qcow2")
        let renamed = try await hypervisor.virsh("domrename", "x", name)
        #expect(renamed.exitCode == 0, "\(renamed)")
        #expect(try await hypervisor.machines().keys.sorted() == [name, "plain"].sorted())
        let table = try await hypervisor.expect(0, "list").output
        #expect(!table.unicodeScalars.contains("\u{202E}"))
        #expect(table.contains("a'><evil>&"))
        try await hypervisor.expect(0, "show", name)
        try await hypervisor.expect(0, "delete", name, "--yes")
        #expect(try await hypervisor.machines().keys.sorted() == ["plain"])
      }
    }
  }
}
