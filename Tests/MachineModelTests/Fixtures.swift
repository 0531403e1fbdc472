import Foundation
import MachineModel
import TestSupport
import XML

/// The shipped templates, and what hypervisors answer.
///
/// `capabilities-qemu-libvirt-9.xml` is recorded from a host (its list of processor models is shortened). The two of KVM
/// are derived from it by hand, because no host with KVM was at hand: they show the form, not any real host.
enum Fixtures {
  static let templateNames = [
    "windows10-basic", "windows10-passthrough", "windows11-basic", "windows11-passthrough", "linux",
  ]

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: PackageRoot.path + "/" + path, encoding: .utf8)
  }

  static func template(_ name: String) throws -> DomainTemplate {
    try DomainTemplate(parsing: text("Templates/\(name).xml"), named: name)
  }

  static func capabilities(_ name: String) throws -> HostCapabilities {
    HostCapabilities(
      domainCapabilities: try Element(parsing: text("Tests/MachineModelTests/Fixtures/capabilities-\(name).xml")))
  }

  /// The values that every shipped template must accept.
  static let issueValues: [String: String] = [
    "name": "test", "memory_mb": "4096", "vcpus": "4", "disk_path": "/tmp/test.qcow2", "disk_size_gb": "64",
    "iso_path": "/tmp/windows.iso", "uuid": "12345678-1234-1234-1234-123456789abc", "mac_address": "52:54:00:12:34:56",
  ]

  /// An NVIDIA card with its four functions.
  static func card(romPath: String? = nil) throws -> PCIHostDevice? {
    PCIHostDevice(
      functions: try ["0000:01:00.0", "0000:01:00.1", "0000:01:00.2", "0000:01:00.3"].map {
        try PCIAddress(parsing: $0)
      }, romPath: romPath)
  }

  /// A domain from a template, with the host's answers.
  static func domain(
    _ template: DomainTemplate, _ values: TemplateValues, host: Host, devices: [Element] = []
  ) throws -> (domain: Element, leftOut: [LeftOut]) {
    let answers = HostAnswers(
      for: template, values: values, capabilities: host.capabilities, domainType: host.type, hasSMM: host.hasSMM)
    var values = values
    values.answers = answers.values
    return (try template.filled(with: values, devices: devices), answers.leftOut)
  }
}

/// A hypervisor as the tests see it.
struct Host: Sendable {
  let name: String
  let capabilities: HostCapabilities
  let type: DomainType
  var hasSMM = true

  static func all() throws -> [Host] {
    [
      Host(name: "kvm", capabilities: try Fixtures.capabilities("kvm-libvirt-9"), type: .kvm),
      Host(
        name: "kvm-without-spice", capabilities: try Fixtures.capabilities("kvm-libvirt-11-without-spice"), type: .kvm),
      Host(
        name: "kvm-without-smm", capabilities: try Fixtures.capabilities("kvm-libvirt-9"), type: .kvm, hasSMM: false),
      Host(name: "emulation", capabilities: try Fixtures.capabilities("qemu-libvirt-9"), type: .qemu),
      Host(name: "unknown", capabilities: .unknown, type: .test),
    ]
  }
}
