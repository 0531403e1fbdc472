public import XML

/// A USB device of the host in a machine that runs.
///
/// What we give carries its socket and model in its alias: libvirt (9.0) knows a bus and a number only, which mean
/// another device, or none, once it has been pulled out.
public struct USBAttachment: Hashable, Sendable {
  /// libvirt's name of it in the machine; nil when it told none.
  public let alias: String?
  /// Where it was when it was given; nil when it was named by its model only, and libvirt did not tell.
  public let address: USBDeviceName?
  /// Its model, as far as it is told.
  public let identity: USBIdentity?
  /// The socket it was plugged into; nil for what another tool gave.
  public let port: USBPort?

  /// Whether we gave it.
  public var isOurs: Bool { port != nil }

  private static let prefix = "ua-neuron-usb-"

  /// Reads them from the `<domain>` of a running machine.
  public static func all(in running: Element) -> [USBAttachment] {
    (running.first("devices")?.all("hostdev") ?? []).filter { $0["type"] == "usb" }.map(USBAttachment.init)
  }

  private init(element: Element) {
    alias = element.first("alias")?["name"]
    let source = element.first("source")
    let place = source?.first("address")
    if let bus = place?["bus"].flatMap({ Int($0) }), let number = place?["device"].flatMap({ Int($0) }) {
      address = .address(bus: bus, address: number)
    } else {
      address = nil
    }
    let mark = alias.flatMap(Self.mark)
    port = mark?.port
    func digits(_ name: String) -> String? {
      source?.first(name)?["id"].flatMap { $0.hasPrefix("0x") ? String($0.dropFirst(2)) : nil }
    }
    if let vendor = digits("vendor"), let product = digits("product") {
      identity = USBIdentity(vendor: vendor, product: product)
    } else {
      identity = mark?.identity
    }
  }

  /// `ua-neuron-usb-1-2_3-046d-c31c`: libvirt allows letters, digits, dashes and underscores.
  private static func mark(_ alias: String) -> (port: USBPort, identity: USBIdentity)? {
    guard alias.hasPrefix(prefix) else { return nil }
    let parts = alias.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, let port = USBPort("\(parts[0])-\(parts[1].replacing("_", with: "."))"),
      let identity = USBIdentity(vendor: parts[2], product: parts[3])
    else { return nil }
    return (port, identity)
  }

  /// Whether it is this device, as it is plugged in now.
  public func isOf(_ device: USBDevice) -> Bool {
    if let address, !address.matches(device) { return false }
    if let identity, identity != device.identity { return false }
    if let port, port != device.port { return false }
    return address != nil || identity != nil
  }

  /// The device among those that are plugged in; nil when it has been pulled out.
  public func device(among devices: [USBDevice]) -> USBDevice? { devices.first(where: isOf) }

  /// What is sent to libvirt to give a device to a machine that runs.
  public static func element(for device: USBDevice) -> Element {
    let place = "\(device.port)".replacing(".", with: "_")
    let model = "\(device.identity)".replacing(":", with: "-")
    return Element("hostdev", ["mode": "subsystem", "type": "usb", "managed": "yes"]) {
      Element("source") { Element("address", ["bus": "\(device.bus)", "device": "\(device.address)"]) }
      Element("alias", ["name": "\(prefix)\(place)-\(model)"])
    }
  }
}
