import Text

/// Cards that are known not to come back well when a machine has ended.
struct ResetTrouble {
  let message: String
  let remedy: String

  /// A family of cards.
  private struct Family {
    let name: String
    let devices: [ClosedRange<UInt16>]
  }

  private static let vendorReset = "https://github.com/gnif/vendor-reset"

  /// AMD's, by the device numbers of vendor-reset's table, src/device-db.h.
  private static let families = [
    Family(
      name: "Polaris", devices: [0x67C0...0x67DF, 0x67E0...0x67FF, 0x6980...0x699F, 0x6FDF...0x6FDF]),
    Family(name: "Vega 10", devices: [0x6860...0x687F]),
    Family(name: "Vega 20", devices: [0x66A0...0x66AF]),
    Family(
      name: "Navi 10/12/14", devices: [0x7310...0x731F, 0x7340...0x734F, 0x7360...0x7362]),
    Family(name: "Raven, Renoir or Cezanne", devices: [0x15DD...0x15DE, 0x15E7...0x15E7, 0x1636...0x1638]),
  ]

  /// What is known of a card; nil for nothing.
  static func of(_ device: PCIDevice) -> ResetTrouble? {
    guard let identity = device.identity, identity.vendor == 0x1002, device.kind?.isDisplay == true else { return nil }
    guard let family = families.first(where: { $0.devices.contains { $0.contains(identity.device) } }) else {
      return nil
    }
    return ResetTrouble(
      message: tr(
        "AMD's %1$@ cards are known not to reset when a machine ends: the second start may fail or stop the host.",
        family.name),
      remedy: tr(
        "The kernel module vendor-reset helps: %1$@. Shut the guest down, do not force it off.", vendorReset))
  }
}
