import MachineModel
import XML

/// A place in a machine for a device with several functions, which its driver expects in one slot as on the host.
///
/// Source: libvirt's docs/formatdomain, “Device address”: functions of one slot are given by `function`, and the first
/// says `multifunction='on'`.
struct GuestSlot: Hashable, Sendable {
  /// The bus, which is the index of a root port.
  let bus: Int
  /// The root port, where there is none yet.
  let port: Element?

  /// A root port with nothing behind it, or a new one; nil for a board without PCI Express.
  init?(in domain: Element) {
    let buses = domain.all("devices", "controller").filter { $0["type"] == "pci" }
    guard domain.first("os", "type")?["machine"]?.contains("q35") == true else { return nil }
    let taken = Set((domain.first("devices")?.elements ?? []).compactMap { $0.guestBus })
    let ports = buses.filter { $0["model"] == "pcie-root-port" }.compactMap { $0["index"].flatMap { Int($0) } }
    if let free = ports.filter({ !taken.contains($0) }).max(), free < 256 {
      bus = free
      port = nil
      return
    }
    bus = max(buses.compactMap { $0["index"].flatMap { Int($0) } }.max() ?? 0, taken.max() ?? 0) + 1
    guard bus < 256 else { return nil }
    port = Element("controller", ["type": "pci", "index": "\(bus)", "model": "pcie-root-port"])
  }

  /// The `<address>` of a function there.
  func address(of function: PCIAddress) -> Element {
    var address = Element(
      "address",
      [
        "type": "pci", "domain": "0x0000", "bus": "0x" + String(bus, radix: 16), "slot": "0x00",
        "function": "0x\(function.function)",
      ])
    if function.function == 0 { address["multifunction"] = "on" }
    return address
  }
}

extension Element {
  /// The bus of the machine that a device is on; nil for one without a place on PCI.
  fileprivate var guestBus: Int? {
    guard let text = all("address").first(where: { $0["type"] == "pci" })?["bus"] else { return nil }
    return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }
}
