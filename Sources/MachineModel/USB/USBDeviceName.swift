import Text

/// How a person names a USB device: by its model, one of its model, its socket, or its number on the bus.
public enum USBDeviceName: Hashable, Sendable {
  /// `046d:c31c`: any of this model.
  case model(USBIdentity)
  /// `0781:5581:4C530001`: the one of this model with this serial number.
  case one(USBIdentity, serial: String)
  /// `port:1-2.3`: whatever is plugged in there.
  case port(USBPort)
  /// `1.5`: what has this number on the bus at the moment.
  case address(bus: Int, address: Int)

  /// Reads what ``description`` writes.
  public init(parsing text: String) throws(USBDeviceNameError) {
    guard let name = Self(text) else { throw .malformed(text) }
    self = name
  }

  private init?(_ text: String) {
    // A serial number has 126 characters at most, and may hold colons.
    guard text.utf8.count <= 600 else { return nil }
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "port" {
      guard let port = USBPort(parts[1]) else { return nil }
      self = .port(port)
      return
    }
    if parts.count >= 2 {
      guard let model = USBIdentity(vendor: parts[0], product: parts[1]) else { return nil }
      guard parts.count == 3 else {
        self = .model(model)
        return
      }
      guard let serial = CleanText.clean(parts[2].utf8), serial == parts[2] else { return nil }
      self = .one(model, serial: serial)
      return
    }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 2, let bus = Self.number(numbers[0], upTo: 999),
      let address = Self.number(numbers[1], upTo: 127)
    else { return nil }
    self = .address(bus: bus, address: address)
  }

  private static func number(_ text: Substring, upTo most: Int) -> Int? {
    // lsusb writes 001 and 005.
    guard 1...3 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text),
      1...most ~= number
    else { return nil }
    return number
  }

  /// Whether it means a device.
  public func matches(_ device: USBDevice) -> Bool {
    switch self {
    case .model(let identity): device.identity == identity
    case .one(let identity, let serial): device.identity == identity && device.serial == serial
    case .port(let port): device.port == port
    case .address(let bus, let address): device.bus == bus && device.address == address
    }
  }
}

extension USBDeviceName: CustomStringConvertible {
  /// The name as it is typed.
  public var description: String {
    switch self {
    case .model(let identity): "\(identity)"
    case .one(let identity, let serial): "\(identity):\(serial)"
    case .port(let port): "port:\(port)"
    case .address(let bus, let address): "\(bus).\(address)"
    }
  }
}

/// Why a text names no USB device.
public enum USBDeviceNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It has another form.
  case malformed(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .malformed(let text):
      tr(
        "“%1$@” names no USB device. Write its model (046d:c31c), model and serial number (0781:5581:4C530001), its socket (port:1-2.3) or bus and number (1.5), as “neuron-vm usb list” shows them.",
        text)
    }
  }
}

extension USBDevice {
  /// The shortest name that means this device and, of those that are plugged in, no other.
  ///
  /// By its serial number, which stays wherever it is plugged in, before its socket.
  public func name(among devices: [USBDevice]) -> USBDeviceName {
    var names: [USBDeviceName] = [.model(identity)]
    if let serial { names.append(.one(identity, serial: serial)) }
    return names.first { name in devices.count(where: name.matches) == 1 } ?? .port(port)
  }
}
