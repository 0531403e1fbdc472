import Foundation
import Glibc
import Synchronization

/// A made-up host in a folder whose PCI bus answers writes as the kernel's does: drivers let devices go and take them.
///
/// A thread of its own hears of each write by inotify. Whatever a test puts in a control file's place – a folder, a pipe,
/// nothing at all – is a kernel that refuses the write, or never ends it.
public final class FixtureKernel: Sendable {
  /// The host's root.
  public let path: String
  private let folder: TemporaryDirectory
  private let places: [String: String]
  private let drivers: [String: String]
  private let nodes: [String: [String: String]]
  private let events: CInt
  private let watched: Mutex<[CInt: String]> = Mutex([:])
  private let log: Mutex<[String]> = Mutex([])
  private let idle: Mutex<Set<String>> = Mutex([])

  /// Writes a host and begins to answer.
  public init(_ host: HostFixture, boot: String = "1") throws {
    folder = try TemporaryDirectory()
    path = folder.path
    try host.tree.write(to: path)
    let files = FileManager.default
    let bus = path + "/sys/bus/pci"
    var places: [String: String] = [:]
    var drivers: [String: String] = [:]
    for address in try files.contentsOfDirectory(atPath: bus + "/devices") {
      let link = bus + "/devices/" + address
      let target = try files.destinationOfSymbolicLink(atPath: link)
      let place = String(target.drop { $0 == "." || $0 == "/" })
      places[address] = path + "/" + place
      // As the kernel writes it: never above sys.
      try files.removeItem(atPath: link)
      try files.createSymbolicLink(atPath: link, withDestinationPath: "../../../" + place.dropFirst("sys/".count))
      let driver = try? files.destinationOfSymbolicLink(atPath: path + "/" + place + "/driver")
      drivers[address] = driver.map { String($0.split(separator: "/").last ?? "") }
    }
    self.places = places
    self.drivers = drivers
    // The entries of classes, by the device they belong to.
    var nodes: [String: [String: String]] = [:]
    for kind in ["drm", "sound"] {
      for name in (try? files.contentsOfDirectory(atPath: path + "/sys/class/" + kind)) ?? [] {
        let link = path + "/sys/class/\(kind)/\(name)"
        guard let target = try? files.destinationOfSymbolicLink(atPath: link),
          let address = target.split(separator: "/").last(where: { places[String($0)] != nil })
        else { continue }
        nodes[String(address), default: [:]][link] = target
      }
    }
    self.nodes = nodes
    events = inotify_init1(CInt(IN_CLOEXEC))
    for driver in try files.contentsOfDirectory(atPath: bus + "/drivers") { try addDriver(driver) }
    try Data().write(to: URL(fileURLWithPath: bus + "/drivers_probe"))
    watch(bus)
    try files.createDirectory(atPath: path + "/proc/sys/kernel/random", withIntermediateDirectories: true)
    try restart(boot)
    try files.createDirectory(atPath: path + "/run", withIntermediateDirectories: true)
    Thread.detachNewThread { [weak self, events] in Self.listen(events) { self?.answer($0, $1) } }
  }

  deinit { inotify_add_watch(events, path, UInt32(IN_DELETE_SELF)) }

  /// A driver, with its two control files.
  public func addDriver(_ name: String) throws {
    let place = path + "/sys/bus/pci/drivers/" + name
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    for file in ["bind", "unbind"] { try Data().write(to: URL(fileURLWithPath: place + "/" + file)) }
    watch(place)
  }

  /// The number of the computer's latest start.
  public func restart(_ boot: String) throws {
    try boot.write(toFile: path + "/proc/sys/kernel/random/boot_id", atomically: false, encoding: .utf8)
  }

  /// Every write that was answered, in order: `unbind nouveau 0000:01:00.0`.
  public var writes: [String] { log.withLock { $0 } }

  /// The driver does not take devices, from now on.
  public func ignore(_ driver: String) { _ = idle.withLock { $0.insert(driver) } }

  /// The driver of a device; nil for none.
  public func driver(_ address: String) -> String? {
    let link = (places[address] ?? "") + "/driver"
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: link))
      .map { String($0.split(separator: "/").last ?? "") }
  }

  /// What a device's override is; empty for none.
  public func driverOverride(_ address: String) -> String {
    let text = (try? String(contentsOfFile: (places[address] ?? "") + "/driver_override", encoding: .utf8)) ?? ""
    return text == "(null)\n" ? "" : text.filter { $0 != "\n" }
  }

  /// How every device stands: its driver, its override and its nodes.
  public var state: [String] {
    places.keys.sorted().map { address in
      let present = (nodes[address] ?? [:]).keys.filter {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: $0)) != nil
      }
      let names = present.map { $0.split(separator: "/").last ?? "" }.sorted().joined(separator: " ")
      return "\(address) \(driver(address) ?? "-") [\(driverOverride(address))] \(names)"
    }
  }

  /// Does what a write would do.
  public func perform(_ file: String, _ text: String) {
    let parts = file.split(separator: "/").suffix(2).map(String.init)
    let address = text.filter { $0 != "\n" }
    guard places[address] != nil, parts.count == 2 else { return }
    log.withLock { $0.append((parts[1] == "drivers_probe" ? "probe" : "\(parts[1]) \(parts[0])") + " " + address) }
    switch parts[1] {
    case "unbind": if driver(address) == parts[0] { give(address, to: nil) }
    case "bind":
      let only = driverOverride(address)
      if driver(address) == nil, only.isEmpty || only == parts[0] { give(address, to: parts[0]) }
    case "drivers_probe":
      let only = driverOverride(address)
      if driver(address) == nil { give(address, to: only.isEmpty ? drivers[address] : only) }
    default: break
    }
  }

  private func give(_ address: String, to driver: String?) {
    let files = FileManager.default
    guard let place = places[address], !idle.withLock({ $0.contains(driver ?? "") }) else { return }
    let links = driver == drivers[address] ? nodes[address] ?? [:] : [:]
    for (link, _) in nodes[address] ?? [:] { try? files.removeItem(atPath: link) }
    for (link, target) in links { try? files.createSymbolicLink(atPath: link, withDestinationPath: target) }
    let event = ((try? String(contentsOfFile: place + "/uevent", encoding: .utf8)) ?? "").split(separator: "\n")
      .filter { !$0.hasPrefix("DRIVER=") }.joined(separator: "\n")
    try? ((driver.map { "DRIVER=\($0)\n" } ?? "") + event + "\n")
      .write(toFile: place + "/uevent", atomically: true, encoding: .utf8)
    try? files.removeItem(atPath: place + "/driver")
    if let driver {
      try? files.createSymbolicLink(
        atPath: place + "/driver", withDestinationPath: path + "/sys/bus/pci/drivers/" + driver)
    }
  }

  private func watch(_ place: String) {
    let number = inotify_add_watch(events, place, UInt32(IN_CLOSE_WRITE))
    watched.withLock { $0[number] = place }
  }

  private func answer(_ watch: CInt, _ name: String) {
    guard let place = watched.withLock({ $0[watch] }), ["bind", "unbind", "drivers_probe"].contains(name) else {
      return
    }
    let file = place + "/" + name
    guard let text = try? String(contentsOfFile: file, encoding: .utf8), !text.isEmpty else { return }
    truncate(file, 0)
    perform(file, text)
  }

  /// Until the folder is gone.
  private static func listen(_ events: CInt, _ body: (CInt, String) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    defer { close(events) }
    while true {
      let count = read(events, &buffer, buffer.count)
      guard count > 0 else { return }
      var offset = 0
      while offset + 16 <= count {
        let (watch, mask, length) = buffer.withUnsafeBytes {
          (
            $0.loadUnaligned(fromByteOffset: offset, as: CInt.self),
            $0.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
            Int($0.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
          )
        }
        if mask & UInt32(IN_DELETE_SELF) != 0 { return }
        let name = buffer[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }
        body(watch, String(decoding: name, as: UTF8.self))
        offset += 16 + length
      }
    }
  }
}
