import FoundationEssentials
import TestSupport
import Testing
import XML

/// The words that make test machines, and the short ways to look at what came of it.
enum Machines {
  /// A machine whose firmware finds nothing to start: it is up at once, and deaf to its power button.
  static func deaf(_ name: String, _ more: String...) -> [String] {
    ["create", name, "--template", "linux", "--memory", "64M", "--vcpus", "1", "--disk", "1G"] + plain + more
  }

  /// A machine that boots the tiny Linux in a few seconds.
  static func linux(_ name: String, _ more: String...) -> [String] {
    [
      "create", name, "--template", "linux", "--memory", "256M", "--vcpus", "1", "--disk", "1G", "--kernel",
      Guests.kernel, "--initrd", Guests.initramfs, "--cmdline",
      "console=ttyS0 quiet mitigations=off neuron.name=\(name)",
    ] + plain + more
  }

  private static let plain = ["--accel", "none", "--network", "none", "--firmware", "bios"]
}

extension PrivateHypervisor {
  /// Runs a body on a hypervisor of its own, and ends it after.
  static func with<Result>(_ body: (PrivateHypervisor) async throws -> Result) async throws -> Result {
    let hypervisor = try PrivateHypervisor()
    do {
      let result = try await body(hypervisor)
      await hypervisor.end()
      return result
    } catch {
      await hypervisor.end()
      throw error
    }
  }

  /// Runs the program and expects an exit code; prints all it said when that is another.
  @discardableResult
  func expect(
    _ exitCode: Int32, _ words: String..., location: SourceLocation = #_sourceLocation
  ) async throws -> ProgramOutcome {
    try await expect(exitCode, words, location: location)
  }

  /// The same with the words in an array.
  @discardableResult
  func expect(
    _ exitCode: Int32, _ words: [String], location: SourceLocation = #_sourceLocation
  ) async throws -> ProgramOutcome {
    let outcome = try await neuronVM.run(words)
    #expect(outcome.exitCode == exitCode, "\(outcome)", sourceLocation: location)
    return outcome
  }

  /// The machines by name, as `list --json` tells them.
  func machines() async throws -> [String: ListedMachine] {
    let outcome = try await neuronVM("list", "--json")
    let list = try JSONDecoder().decode([ListedMachine].self, from: Data(outcome.output.utf8))
    return Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
  }

  /// A machine's state by `list --json`; nil when it is not there.
  func state(of name: String) async throws -> String? { try await machines()[name]?.state }

  /// Expects that no machine, no disk, no firmware variables, no TPM state and no journal is there.
  ///
  /// - Parameters:
  ///   - pools: Whether a storage pool may be there.
  ///   - journals: Whether journals may be there: for a while after a process died, because libvirt may still be at work
  ///     for it.
  func expectNothingLeft(
    of words: String..., pools: Bool = true, journals: Bool = false, location: SourceLocation = #_sourceLocation
  ) async throws {
    #expect(try await machines().isEmpty, sourceLocation: location)
    let files = (pools ? filesOfMachines() : files()).filter { !journals || !$0.hasPrefix("s/neuron-vm/journal/") }
    #expect(files.isEmpty, sourceLocation: location)
    for word in words { #expect(traces(of: word).isEmpty, sourceLocation: location) }
  }

  /// Defines a machine as another tool would, with one disk.
  func define(_ name: String, disk: String) async throws {
    let domain = Element("domain", ["type": "qemu"]) {
      Element("name") { name }
      Element("memory", ["unit": "MiB"]) { "64" }
      Element("os") { Element("type", ["arch": "x86_64", "machine": "q35"]) { "hvm" } }
      Element("devices") {
        Element("disk", ["type": "file", "device": "disk"]) {
          Element("driver", ["name": "qemu", "type": "qcow2"])
          Element("source", ["file": disk])
          Element("target", ["dev": "vda", "bus": "virtio"])
        }
      }
    }
    let file = folder + "/h/\(name).xml"
    try Data(try domain.xmlText().utf8).write(to: URL(filePath: file))
    let outcome = try await virsh("define", file)
    #expect(outcome.exitCode == 0, "\(outcome)")
  }
}
