import Text

/// Where a setting stands in the menus of a computer's firmware.
///
/// Source: the makers' manuals; names and places differ between boards of one maker, so the words leave room.
struct FirmwareMenu {
  /// What to do, in a sentence.
  let words: String

  /// The setting that switches the IOMMU on.
  static func iommu(_ board: BoardFacts, _ maker: ProcessorFacts.Maker?) -> FirmwareMenu {
    let vendor = [board.boardVendor, board.systemVendor].compactMap { $0?.lowercased() }
    func isBy(_ names: String...) -> Bool { vendor.contains { vendor in names.contains { vendor.contains($0) } } }
    let setting =
      switch maker {
      case .intel: "Intel VT-d"
      case .amd: "IOMMU"
      case .arm, .other, nil: "IOMMU / VT-d"
      }
    var path: String?
    switch maker {
    case .intel:
      if isBy("asus") { path = "Advanced > System Agent (SA) Configuration > VT-d" }
      if isBy("gigabyte") { path = "Settings > Miscellaneous > VT-d" }
      if isBy("micro-star", "msi") { path = "OC > CPU Features > Intel VT-D Tech" }
      if isBy("asrock") { path = "Advanced > Chipset Configuration > VT-d" }
      if isBy("supermicro") {
        path = "Advanced > Chipset Configuration > North Bridge > Intel VT for Directed I/O (VT-d)"
      }
      if isBy("dell") { path = "Virtualization Support > VT for Direct I/O" }
      if isBy("lenovo") { path = "Security > Virtualization > Intel VT-d Feature" }
      if isBy("hp", "hewlett") { path = "Advanced > System Options > Virtualization Technology for Directed I/O (VTd)" }
    case .amd:
      if isBy("asus", "asrock") { path = "Advanced > AMD CBS > NBIO Common Options > IOMMU" }
      if isBy("gigabyte") { path = "Settings > AMD CBS > NBIO Common Options > IOMMU" }
      if isBy("micro-star", "msi") { path = "Settings > Advanced > AMD CBS > NBIO Common Options > IOMMU" }
      if isBy("supermicro") { path = "Advanced > NB Configuration > IOMMU" }
      if isBy("lenovo") { path = "Security > Virtualization > AMD-Vi (IOMMU)" }
    case .arm, .other, nil: break
    }
    guard let path else {
      return FirmwareMenu(
        words: tr(
          "Enter the firmware's setup at start (often Del or F2), and set “%1$@” to Enabled; it is mostly under Advanced, Chipset or Virtualization.",
          setting))
    }
    return FirmwareMenu(
      words: tr(
        "Enter the firmware's setup at start (often Del or F2), and set %1$@ to Enabled (by %2$@'s usual menus; yours may differ).",
        path, board.boardVendor ?? board.systemVendor ?? "?"))
  }
}
