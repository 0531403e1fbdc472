import MachineModel

/// Reads the network interfaces that are devices, and which of them lead to other networks.
struct NetworkReader {
  let root: HostRoot
  private static let folder = "sys/class/net"

  /// The interfaces by name; nil when they cannot be read.
  func cards() -> [NetworkCard]? {
    guard let names = root.names(Self.folder) else { return nil }
    let places = Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, root.link(Self.folder + "/" + name).flatMap { SysfsPath(link: $0, in: Self.folder) })
      })
    var routes = defaultRoutes().map(physical)
    // A way that ends in software only (a tunnel, a bridge with no port) uses a card that is not told.
    if let found = routes, !found.isEmpty, !found.contains(where: { places[$0].flatMap { $0 }?.isVirtual == false }) {
      routes = nil
    }
    return names.sorted().compactMap { name in
      let place = places[name].flatMap { $0 }
      // What cannot be placed may be any card's, but no function can be named for it.
      if let place, place.isVirtual { return nil }
      let state = root.text(Self.folder + "/\(name)/operstate")
      let isUp: Bool? = state.flatMap { ["up", "unknown"].contains($0) ? true : Self.down.contains($0) ? false : nil }
      return NetworkCard(
        name: name, controllers: Set(place?.addresses ?? []), isUp: isUp, hasDefaultRoute: routes?.contains(name))
    }
  }

  /// Source: RFC 2863, as `operstate` writes it.
  private static let down: Set<String> = ["down", "notpresent", "lowerlayerdown", "dormant", "testing"]

  /// The interfaces with a default route; nil when not told.
  private func defaultRoutes() -> Set<String>? {
    guard let table = root.lines("proc/net/route") else { return nil }
    var found: Set<String> = []
    for line in table.dropFirst() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      if fields.count > 7, fields[1] == "00000000", fields[7] == "00000000" { found.insert(String(fields[0])) }
    }
    let none = String(repeating: "0", count: 32)
    // Without IPv6 there is no such file; one that is there must be readable.
    let newer = root.lines("proc/net/ipv6_route")
    guard newer != nil || !root.exists("proc/net/ipv6_route") else { return nil }
    for line in newer ?? [] {
      let fields = line.split(whereSeparator: \.isWhitespace)
      if fields.count > 9, fields[0] == none, fields[1] == "00", fields[9] != "lo" { found.insert(String(fields[9])) }
    }
    return found
  }

  /// The interfaces and all that they stand on: a bridge's ports, a bond's members.
  private func physical(_ names: Set<String>) -> Set<String> {
    var found = names
    var next = names
    while let name = next.popFirst(), found.count < 10_000 {
      for lower in root.names(Self.folder + "/" + name) ?? [] where lower.hasPrefix("lower_") {
        let below = String(lower.dropFirst("lower_".count))
        if found.insert(below).inserted { next.insert(below) }
      }
    }
    return found
  }
}
