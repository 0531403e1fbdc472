import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `changes a machine` {
    @Test func `of another tool, and nothing of it but what was asked`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("antique")
        let before = try await hypervisor.xml("antique")
        #expect(before.contains("passwd='secret'") && before.contains("<qemu:arg value='hello'/>"))
        let set = try await hypervisor.expect(
          0, "set", "antique", "--memory", "96M", "--vcpus", "2", "--title", "Old", "--boot-order", "sda,vda",
          "--network", "none", "--autostart", "on")
        #expect(set.lines.count == 6 && set.lines.allSatisfy { $0.hasSuffix("holds now") }, "\(set)")
        let after = try await hypervisor.xml("antique")
        let lines = before.split(separator: "\n")
        let changed = after.split(separator: "\n").difference(from: lines)
        #expect(changed.count == 11, "\(changed)")
        try await hypervisor.expect(0, "rename", "antique", "relic")
        #expect(try await hypervisor.xml("relic") == after.replacing("<name>antique", with: "<name>relic"))
        let shown = try await hypervisor.expect(0, "undo", "relic", "1", "--yes")
        #expect(shown.error.contains("-  <title>Old</title>"), "\(shown)")
        #expect(try await hypervisor.xml("antique") == before)
        #expect(try await hypervisor.expect(0, "autostart", "antique").output.contains("does not"))
        let editor = try hypervisor.editor("sed -i 's/<on_crash>destroy/<on_crash>restart/' \"$1\"")
        let edited = try await editor("edit", "antique", "--yes")
        #expect(edited.exitCode == 0 && edited.error.contains("+  <on_crash>restart</on_crash>"), "\(edited)")
        #expect(
          try await hypervisor.xml("antique")
            == before.replacing("<on_crash>destroy", with: "<on_crash>restart"))
        let history = try await hypervisor.expect(0, "history", "antique", "--json")
        #expect((try history.json() as? [Any])?.count == 4)
        try await hypervisor.expect(0, "delete", "antique", "--yes", "--keep-disks")
        let back = try await hypervisor.expect(0, "undo", "antique", "--yes")
        #expect(back.error.contains("password"), "\(back)")
        let whole = before.replacing("<on_crash>destroy", with: "<on_crash>restart")
        #expect(try await hypervisor.xml("antique") == whole.replacing(" passwd='secret'", with: ""))
        #expect(!hypervisor.files().contains { $0.hasPrefix("s/") })
      }
    }

    @Test func `that runs, and says what holds now and what waits`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("busy")
        try await hypervisor.expect(0, "start", "busy")
        let set = try await hypervisor.expect(
          0, "set", "busy", "--memory", "128M", "--vcpus", "2", "--title", "Busy", "--boot-order", "sda", "--network",
          "none", "--json")
        let changes = try #require((try set.json() as? [String: Any])?["changes"] as? [[String: String]], "\(set)")
        let holds = Dictionary(uniqueKeysWithValues: changes.map { ($0["setting"] ?? "", $0["holds"] ?? "") })
        #expect(
          holds == [
            "memory": "fromNextStart", "vcpus": "now", "title": "now", "bootOrder": "fromNextStart", "network": "now",
          ], "\(set)")
        let show = try await hypervisor.expect(0, "show", "busy", "--json")
        let details = try #require(try show.json() as? [String: Any])
        let pending = (details["pending"] as? [[String: String]] ?? []).map { $0["name"] }
        #expect(pending == ["memory", "maximumMemory", "bootOrder"], "\(show)")
        #expect(details["pendingChanges"] as? Bool == true)
        let text = try await hypervisor.expect(0, "show", "busy").output
        #expect(text.contains("boot order: vda → sda"), "\(text)")
        let active = try await hypervisor.expect(4, "rename", "busy", "idle")
        #expect(active.error.contains("neuron-vm stop busy"), "\(active)")
        let gone = try await hypervisor.expect(0, "undo", "busy", "--yes")
        #expect(gone.output.contains("next start"), "\(gone)")
        try await hypervisor.expect(0, "force-stop", "busy")
        let after = try #require(try (await hypervisor.expect(0, "show", "busy", "--json")).json() as? [String: Any])
        #expect((after["pending"] as? [Any])?.isEmpty == true && after["pendingChanges"] as? Bool == false)
      }
    }

    @Test func `keeping the firmware's variables under its new name`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("uefi", "<features><acpi/></features>", firmware: " firmware='efi'")
        try await hypervisor.expect(0, "start", "uefi")
        try await hypervisor.expect(0, "force-stop", "uefi")
        #expect(hypervisor.files().contains("c/libvirt/qemu/nvram/uefi_VARS.fd"))
        try await hypervisor.expect(0, "rename", "uefi", "renamed")
        try await hypervisor.expect(0, "start", "renamed")
        try await hypervisor.expect(0, "force-stop", "renamed")
        #expect(!hypervisor.files().contains("c/libvirt/qemu/nvram/renamed_VARS.fd"))
        let taken = try await hypervisor.expect(4, "rename", "renamed", "a/b")
        #expect(taken.error.contains("name"), "\(taken)")
      }
    }

    @Test func `with another command at the same time, and both arrive`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("shared")
        for round in 1...3 {
          async let memory = hypervisor.expect(0, "set", "shared", "--memory", "\(64 + round)M")
          async let title = hypervisor.expect(0, "set", "shared", "--title", "Round \(round)", "--vcpus", "2")
          async let boot = hypervisor.expect(0, "set", "shared", "--boot-order", round % 2 == 0 ? "sda" : "vda,sda")
          _ = try await (memory, title, boot)
          let xml = try await hypervisor.xml("shared")
          #expect(xml.contains("<memory unit='KiB'>\((64 + round) * 1024)<") && xml.contains("Round \(round)"))
          #expect(xml.components(separatedBy: "<boot order").count == (round % 2 == 0 ? 2 : 3))
        }
      }
    }

    @Test func `that virsh changes or removes meanwhile, and overwrites nothing`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("contested")
        let mine = "sed -i 's/<on_crash>destroy/<on_crash>restart/' \"$1\""
        let virsh = "/usr/bin/virsh -q -c \(PrivateHypervisor.uri)"
        let late = try hypervisor.editor("\(virsh) desc contested --title --config theirs; \(mine)")
        let overtaken = try await late("edit", "contested", "--yes")
        #expect(overtaken.exitCode == 4 && overtaken.error.contains("has changed meanwhile"), "\(overtaken)")
        let xml = try await hypervisor.xml("contested")
        #expect(xml.contains("theirs") && xml.contains("<on_crash>destroy"))
        // What was written is kept, and its place told.
        let place = overtaken.error.firstMatch(of: /kept in (\S+)/).map { String($0.1) } ?? ""
        #expect(try String(contentsOfFile: place, encoding: .utf8).contains("<on_crash>restart"))
        // It is gone on with, by the command that is named.
        #expect(overtaken.error.contains("neuron-vm edit --draft \(place) contested"), "\(overtaken)")
        let again = try await hypervisor.editor("echo '<' >> \"$1\"")(
          "edit", "--draft", place, "contested", "--yes", "--json")
        #expect(again.exitCode == 4 && again.output.isEmpty, "\(again)")
        let problems =
          ((try again.errorJSON() as? [String: [String: Any]])?["error"]?["problems"] as? [[String: String]])
        #expect(problems?.map { $0["code"] } == ["edit.xml", "edit.kept"], "\(again)")
        for (change, code) in [("echo '<' >> \"$1\"", 4), ("sed -i 's/destroy/nonsense/' \"$1\"", 1)]
          as [(String, Int32)]
        {
          let refused = try await hypervisor.editor(change)("edit", "contested", "--yes")
          #expect(refused.exitCode == code && refused.error.contains("kept in"), "\(refused)")
          #expect(try await hypervisor.xml("contested") == xml)
        }
        let unasked = try await hypervisor.editor(mine)("edit", "contested")
        #expect(unasked.exitCode == 4 && unasked.error.contains("--yes"), "\(unasked)")
        let same = try await hypervisor.editor("true")("edit", "contested")
        #expect(same.exitCode == 0 && same.output == "Nothing was changed.\n", "\(same)")
        let removed = try await hypervisor.editor("\(virsh) undefine contested; \(mine)")("edit", "contested", "--yes")
        #expect(removed.exitCode == 3, "\(removed)")
        #expect(try await hypervisor.machines().isEmpty)
        try await hypervisor.expect(3, "set", "contested", "--memory", "1G")
      }
    }

    @Test func `as a whole or not at all, when it is killed in the middle`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.defineForeign("fragile")
        let before = try await hypervisor.xml("fragile")
        let words = ["set", "fragile", "--memory", "96M", "--vcpus", "2", "--boot-order", "sda,vda", "--title", "T"]
        try await hypervisor.expect(0, words)
        let after = try await hypervisor.xml("fragile")
        try await hypervisor.expect(0, "undo", "fragile", "--yes")
        for delay in stride(from: 20, through: 80, by: 12) {
          _ = try await hypervisor.neuronVM.whileRunning(words) { set in
            try await Task.sleep(for: .milliseconds(delay))
            set.send(SIGKILL)
          }
          let now = try await hypervisor.xml("fragile")
          #expect(now == before || now == after, "after \(delay) ms")
          // Nothing is locked, whatever of it was left.
          try await hypervisor.expect(0, "set", "fragile", "--title", "Next")
          try await hypervisor.expect(0, "history", "fragile")
          let first = try #require(
            (try (await hypervisor.expect(0, "history", "fragile", "--json")).json() as? [[String: Any]])?.first)
          try await hypervisor.expect(0, "undo", "fragile", "\(first["number"] as? Int ?? 0)", "--yes")
          #expect(try await hypervisor.xml("fragile") == before)
        }
      }
    }
  }
}

extension PrivateHypervisor {
  /// A machine with much that we do not know, as another tool would define it.
  fileprivate func defineForeign(_ name: String, _ features: String = "", firmware: String = "") async throws {
    let disk = folder + "/h/\(name).img"
    try Data(count: 1 << 20).write(to: URL(filePath: disk))
    let xml = """
      <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
        <name>\(name)</name><memory unit='MiB'>64</memory><vcpu current='1'>2</vcpu>
        <metadata><tool:machine xmlns:tool='urn:tool'><!-- kept --><tool:note kind="x">text <b/> more</tool:note></tool:machine></metadata>
        <os\(firmware)><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os>\(features)
        <iothreads>2</iothreads>
        <devices>
          <disk type='file' device='disk'><driver name='qemu' type='raw' cache='writeback' discard='unmap'/><source file='\(disk)'/><target dev='vda' bus='virtio'/><serial>S1</serial></disk>
          <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
          <interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/><rom enabled='no'/></interface>
          <graphics type='vnc' port='-1' autoport='yes' passwd='secret'><listen type='none'/></graphics>
          <watchdog model='i6300esb' action='none'/>
        </devices>
        <qemu:commandline><qemu:arg value='-name'/><qemu:arg value='hello'/></qemu:commandline>
      </domain>
      """
    let file = folder + "/h/\(name).xml"
    try Data(xml.utf8).write(to: URL(filePath: file))
    let outcome = try await virsh("define", file)
    #expect(outcome.exitCode == 0, "\(outcome)")
  }

  /// A machine's definition, with its passwords.
  fileprivate func xml(_ name: String) async throws -> String {
    try await virsh("dumpxml", "--inactive", "--security-info", name).output
  }

  /// The program, with an editor that runs this shell command on the file `$1`.
  fileprivate func editor(_ command: String) throws -> CommandLineProgram {
    let path = folder + "/h/editor"
    try Data("#!/bin/sh\n\(command)\n".utf8).write(to: URL(filePath: path))
    chmod(path, 0o755)
    var program = neuronVM
    program.environment["EDITOR"] = path
    program.environment["VISUAL"] = .some(nil)
    return program
  }
}
