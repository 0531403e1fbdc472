import Libvirt
import MachineModel
import Text
import XML

/// The devices of a connection's host, as libvirt tells of them.
struct RemoteDevices {
  private let choice: ConnectionChoice

  init(_ choice: ConnectionChoice) { self.choice = choice }

  /// Every PCI device, by address.
  func devices() async throws(NeuronError) -> [PCIDevice] {
    let hypervisor = try await Hypervisor.connect(to: choice)
    let texts = try await hypervisor.asking(tr("Listing the host's devices")) { () async throws(LibvirtError) in
      var texts: [String] = []
      for name in try await hypervisor.connection.nodeDeviceNames(.pci) {
        do throws(LibvirtError) {
          texts.append(try await hypervisor.connection.nodeDeviceXML(name))
        } catch {
          // It has been taken out meanwhile.
          guard error.code == .noNodeDevice else { throw error }
        }
      }
      return texts
    }
    await hypervisor.disconnect()
    return texts.compactMap { text in
      do throws(XMLError) { return PCIDevice(nodeDevice: try Element(parsing: text)) } catch { return nil }
    }.sorted { $0.address < $1.address }
  }

  /// What can be said of a device from here.
  func report(_ subject: PassthroughSubject) -> PassthroughReport {
    let group = subject.groups.first.map { tr("Group %1$@", $0) } ?? tr("libvirt tells of no group.")
    return PassthroughReport(
      notJudged: subject, group: group,
      problem: PassthroughProblem(
        "host.remote", .warning,
        tr("Whether a machine can have it cannot be judged from here: its host is another computer."),
        tr("Run this on that computer: neuron-vm gpu check %1$@", subject.primary.address)))
  }
}

extension PCIDevice {
  /// Reads libvirt's `<device>`; nil when it is no PCI device with an address.
  ///
  /// Source: <https://libvirt.org/formatnode.html>.
  init?(nodeDevice: Element) {
    guard let pci = nodeDevice.all("capability").first(where: { $0["type"] == "pci" }) else { return nil }
    func number(_ name: String) -> UInt32? { pci.first(name).flatMap { UInt32($0.text) } }
    func identifier(_ name: String) -> UInt16? {
      guard let text = pci.first(name)?["id"], text.hasPrefix("0x") else { return nil }
      return UInt16(text.dropFirst(2), radix: 16)
    }
    guard let domain = number("domain"),
      let bus = number("bus").flatMap({ UInt8(exactly: $0) }),
      let slot = number("slot").flatMap({ UInt8(exactly: $0) }),
      let function = number("function").flatMap({ UInt8(exactly: $0) }),
      let address = PCIAddress(domain: domain, bus: bus, slot: slot, function: function)
    else { return nil }
    self.init(address)
    kind = pci.first("class").flatMap { $0.text.hasPrefix("0x") ? UInt32($0.text.dropFirst(2), radix: 16) : nil }
      .flatMap { PCIClass(code: $0) }
    if let vendor = identifier("vendor"), let device = identifier("product") {
      identity = PCIIdentity(vendor: vendor, device: device)
    }
    names.vendor = pci.first("vendor").flatMap { $0.text.isEmpty ? nil : $0.text }
    names.device = pci.first("product").flatMap { $0.text.isEmpty ? nil : $0.text }
    driver = nodeDevice.first("driver", "name")?.text
    group = pci.first("iommuGroup")?["number"].flatMap { Int($0) }
  }
}
