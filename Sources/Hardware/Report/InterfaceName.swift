/// Names of network interfaces.
enum InterfaceName {
  private static let stems = [
    "eth", "eno", "ens", "enp", "wlan", "wlo", "wls", "wlp", "wwan", "wwp", "br", "virbr", "bond", "docker", "lo",
    "usb",
  ]

  /// Whether a name is one that systems choose by kind and place, so that it tells nothing of its owner.
  ///
  /// `enx…` is none: the card's address stands in it.
  static func isCommon(_ name: Substring) -> Bool {
    stems.contains { stem in
      guard name.hasPrefix(stem) else { return false }
      // Places are like 5s0, 0f1np2 or 3s0u1.
      return name.count <= 15
        && name.dropFirst(stem.count).utf8.allSatisfy { byte in
          0x30...0x39 ~= byte || "sfndpui".utf8.contains(byte)
        }
    }
  }
}
