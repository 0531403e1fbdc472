/// The socket that a USB device is plugged into, by the way to it: `1-2.3` is socket 3 of the hub at socket 2 of bus 1.
///
/// It is the same after each replug; a bus gets its number anew at each start of the computer, by the order of the
/// controllers.
/// Source: Linux, Documentation/driver-api/usb/usb.rst; USB 2.0 allows five hubs one behind the other.
public struct USBPort: Hashable, Sendable {
  /// The bus.
  public let bus: Int
  /// The sockets on the way, the root hub's first; never empty.
  public let way: [Int]

  /// Reads `1-2.3`; nil for any other form.
  public init?(_ text: some StringProtocol) {
    let halves = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard halves.count == 2, let bus = Self.number(halves[0], upTo: 999) else { return nil }
    var way: [Int] = []
    for part in halves[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let socket = Self.number(part, upTo: 255) else { return nil }
      way.append(socket)
    }
    guard way.count <= 7 else { return nil }
    self.bus = bus
    self.way = way
  }

  /// The hub that has the socket; nil when it is the root hub's.
  public var hub: USBPort? { way.count > 1 ? USBPort(bus: bus, way: way.dropLast()) : nil }

  /// Whether it is reached through another one.
  public func isBehind(_ other: USBPort) -> Bool {
    bus == other.bus && way.count > other.way.count && way.starts(with: other.way)
  }

  private init(bus: Int, way: [Int]) {
    self.bus = bus
    self.way = way
  }

  /// A number from 1 on, as the kernel writes it.
  private static func number(_ text: some Collection<UInt8>, upTo most: Int) -> Int? {
    guard 1...3 ~= text.count, text.first != 0x30, text.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    let number = text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return number <= most ? number : nil
  }
}

extension USBPort: CustomStringConvertible {
  /// The port as sysfs writes it.
  public var description: String { "\(bus)-" + way.map(String.init).joined(separator: ".") }
}

extension USBPort: Comparable {
  /// By bus, then along the way.
  public static func < (left: USBPort, right: USBPort) -> Bool {
    left.bus != right.bus ? left.bus < right.bus : left.way.lexicographicallyPrecedes(right.way)
  }
}
