import ArgumentParser
import MachineModel
import Testing

@testable import MachineModel
@testable import NeuronVM
@testable import neuron_vm

/// The commands that explanations name exist, and can be copied into a shell.
@Suite struct ExplanationCommandTests {
  /// Commands of others that we may name: they look, start or stop a service, or load a module.
  private static let allowed = [
    "sudo systemctl start ", "sudo systemctl restart ", "sudo systemctl reload ", "sudo modprobe ",
    "sudo usermod -aG kvm $USER", "sudo usermod -aG libvirt $USER", "sudo virsh net-start ", "sudo virsh net-list ",
    "sudo virsh net-edit ", "sudo virsh pool-start ", "sudo virsh pool-list ", "sudo lsof ", "sudo tail ",
    "sudo journalctl ", "sudo dmesg ", "sudo ss ", "sudo ls ", "sudo ip link delete ", "ip ", "grep ",
    "qemu-img rebase -u ",
  ]

  private static let sources = MessageCatalogue.standard.entries.compactMap { entry in
    entry.command.map { (entry.code, $0) }
  }

  private func line(_ source: String, values: [String], machine: String) throws -> String {
    let pieces = try #require(MessageCatalogue.command(source, values, machine: machine))
    let explanation = Explanation(
      code: "", severity: .failure, cause: "", consequence: nil, remedy: "", command: pieces)
    return try #require(explanation.commandLine)
  }

  @Test func `each command is one of ours, or one we may name`() throws {
    #expect(Self.sources.count > 50)
    for (code, source) in Self.sources {
      let line = try line(source, values: ["one", "two", "three"], machine: "win11")
      let words = line.split(separator: " ").map(String.init)
      if words.first == "neuron-vm" {
        #expect(throws: Never.self, "\(code): \(line)") {
          _ = try NeuronVMCommand.parseAsRoot(Array(words.dropFirst()))
        }
      } else {
        #expect(Self.allowed.contains { line.hasPrefix($0) }, "\(code): \(line)")
      }
    }
  }

  @Test func `whatever a message holds is one word of the command`() throws {
    let evil = "x'; touch pwned; '$(reboot)"
    for (code, source) in Self.sources where source.contains("{") {
      let line = try line(source, values: [evil, evil, evil], machine: evil)
      #expect(line.contains(ShellWord(evil).description), "\(code)")
      #expect(!line.replacing(ShellWord(evil).description, with: "").contains("pwned"), "\(code): \(line)")
    }
  }
}
