import Text

/// Where a setting stands in the menus of a computer's firmware.
///
/// Only places that a manual or a page of the maker shows are named; names and places differ between boards of one maker,
/// so the words leave room, and for others the words by which the setting is found are all that is said.
struct FirmwareMenu {
  /// What to do, in a sentence.
  let words: String

  /// A place in the menus of one maker's boards.
  private struct Place {
    /// Parts of the maker's name as the firmware tells it, in lower case.
    let makers: [String]
    let processor: ProcessorFacts.Maker
    let path: String
  }

  private static let places = [
    // ASUS WS X299 SAGE/10G and others: us.informatiweb.net/tutorials/it/bios/enable-iommu-or-vt-d-in-your-bios.html
    Place(makers: ["asus"], processor: .intel, path: "Advanced > System Agent (SA) Configuration > VT-d"),
    // Supermicro X11DDW-L, user's manual, page 93.
    Place(
      makers: ["supermicro"], processor: .intel,
      path: "Advanced > Chipset Configuration > North Bridge > Intel VT for Directed I/O (VT-d)"),
    // Lenovo ThinkPad: docs.lenovocdrt.com/ref/bios/settings/thinkpad/virtualization
    Place(makers: ["lenovo"], processor: .intel, path: "Security > Virtualization > Intel (R) VT-d Feature"),
  ]

  /// The setting that switches the IOMMU on.
  static func iommu(_ board: BoardFacts, _ maker: ProcessorFacts.Maker?) -> FirmwareMenu {
    let vendors = [board.boardVendor, board.systemVendor].compactMap { $0?.lowercased() }
    let place = places.first { place in
      place.processor == maker && vendors.contains { vendor in place.makers.contains { vendor.contains($0) } }
    }
    guard let place else { return FirmwareMenu(words: unknown(maker)) }
    return FirmwareMenu(
      words: tr(
        "Enter the firmware's setup at start (often Del or F2), and set %1$@ to Enabled (by %2$@'s usual menus; yours may differ).",
        place.path, board.boardVendor ?? board.systemVendor ?? "?"))
  }

  private static func unknown(_ maker: ProcessorFacts.Maker?) -> String {
    let setting =
      switch maker {
      case .intel: "Intel VT-d"
      case .amd: "IOMMU"
      case .arm, .other, nil: "IOMMU / VT-d"
      }
    return tr(
      "Enter the firmware's setup at start (often Del or F2), and set “%1$@” to Enabled; its search finds it, or look under Advanced, Chipset, AMD CBS or Virtualization.",
      setting)
  }
}
