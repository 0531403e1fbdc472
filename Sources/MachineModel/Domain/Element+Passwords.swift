public import XML

extension Element {
  /// A `<domain>` with the passwords that its displays have in another form of the same domain.
  ///
  /// libvirt gives a domain's XML without passwords, and takes a definition without one as a wish to have none. A display
  /// is the same when it is of the same type and comes in the same place among those; one that states a password itself
  /// keeps it.
  public func withPasswords(of other: Element) -> Element {
    var known: [String: [Element]] = [:]
    for display in other.first("devices")?.all("graphics") ?? [] {
      known[display["type"] ?? "", default: []].append(display)
    }
    var seen: [String: Int] = [:]
    var domain = self
    for (index, node) in domain.children.enumerated() {
      guard case .element(var devices) = node, devices.name == "devices" else { continue }
      for (place, node) in devices.children.enumerated() {
        guard case .element(var display) = node, display.name == "graphics" else { continue }
        let type = display["type"] ?? ""
        let number = seen[type, default: 0]
        seen[type] = number + 1
        guard let same = known[type], same.indices.contains(number), display["passwd"] == nil else { continue }
        for name in ["passwd", "passwdValidTo"] where display[name] == nil { display[name] = same[number][name] }
        devices.children[place] = .element(display)
      }
      domain.children[index] = .element(devices)
    }
    return domain
  }

  /// Whether a display of this `<domain>` states a password.
  public var hasPassword: Bool {
    first("devices")?.all("graphics").contains { $0["passwd"] != nil } ?? false
  }
}
