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
    guard domain.first("os", "type")?["machine"]?.contains("q35") == true else { return nil }
    if let free = HotPlug(domain: domain).freePorts.last {
      self.init(bus: free, port: nil)
      return
    }
    let buses = domain.all("devices", "controller").filter { $0["type"] == "pci" }
    let next = (buses.compactMap { $0["index"].flatMap { Int($0) } }.max() ?? 0) + 1
    guard next < 256 else { return nil }
    self.init(
      bus: next, port: Element("controller", ["type": "pci", "index": "\(next)", "model": "pcie-root-port"]))
  }

  /// A root port that is there, with nothing behind it.
  init(port: Int) { self.init(bus: port, port: nil) }

  private init(bus: Int, port: Element?) {
    self.bus = bus
    self.port = port
  }

  /// The `<address>` of a function there, at the number that it has on the host.
  func address(of function: PCIAddress) -> Element { address(function: function.function, hasOthers: true) }

  /// The `<address>` of the only function there.
  var address: Element { address(function: 0, hasOthers: false) }

  private func address(function: UInt8, hasOthers: Bool) -> Element {
    var address = Element(
      "address",
      [
        "type": "pci", "domain": "0x0000", "bus": "0x" + String(bus, radix: 16), "slot": "0x00",
        "function": "0x\(function)",
      ])
    if function == 0, hasOthers { address["multifunction"] = "on" }
    return address
  }
}
