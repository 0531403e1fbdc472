import MachineModel

/// Reads what the running kernel and the firmware tell of themselves.
struct KernelReader {
  let root: HostRoot

  /// The kernel.
  func kernel() -> KernelFacts {
    var facts = KernelFacts()
    facts.release = root.text("proc/sys/kernel/osrelease")
    facts.parameters = root.bytes("proc/cmdline").map { Self.words(String(decoding: $0, as: UTF8.self)) }
    facts.modules = root.lines("proc/modules").map { lines in
      Set(lines.compactMap { $0.split(separator: " ", maxSplits: 1).first.map(String.init) })
    }
    facts.vfio = vfio(facts.release)
    switch root.text("sys/module/nvidia_drm/parameters/modeset") {
    case "Y": facts.nvidiaModeset = true
    case "N": facts.nvidiaModeset = false
    default: break
    }
    return facts
  }

  private func vfio(_ release: String?) -> KernelFacts.VFIO? {
    if root.isFolder("sys/bus/pci/drivers/vfio-pci") { return .loaded }
    guard let release, !release.contains("/"), release != "..", root.isFolder("sys/bus/pci/drivers") else { return nil }
    for modules in ["lib/modules", "usr/lib/modules"] {
      let folder = "\(modules)/\(release)/kernel"
      guard root.isFolder(folder) else { continue }
      let found = (root.names(folder + "/drivers/vfio/pci") ?? []).contains { $0.hasPrefix("vfio-pci.ko") }
      return found ? .loadable : .missing
    }
    return nil
  }

  /// The IOMMU.
  func iommu() -> IOMMUFacts {
    var facts = IOMMUFacts()
    facts.groups = root.names("sys/kernel/iommu_groups").map { names in names.count { Int($0) != nil } }
    if facts.groups == nil, root.isFolder("sys/kernel") { facts.groups = 0 }
    facts.firmwareTables = root.names("sys/firmware/acpi/tables").map { names in
      Set(names.map { $0.prefix { !$0.isNumber }.description }.filter { ["DMAR", "IVRS", "IORT"].contains($0) })
    }
    return facts
  }

  /// A group's members.
  func group(_ number: Int) -> IOMMUGroup? {
    let path = "sys/kernel/iommu_groups/\(number)"
    guard let names = root.names(path + "/devices"), let folder = HostFolder(path, in: root) else { return nil }
    // A device that comes again while its former link is there gets one with a number behind its name; source: Linux,
    // drivers/iommu/iommu.c, `iommu_group_add_device`.
    let members = names.compactMap { name in
      (try? PCIAddress(parsing: name))
        ?? root.link(path + "/devices/" + name).flatMap { try? PCIAddress(parsing: String(lastPart($0))) }
    }
    let kinds = folder.bytes("reserved_regions", limit: 1 << 16).map { bytes in
      String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(Self.kindOfRegion)
    }
    return IOMMUGroup(
      number: number, members: Set(members).sorted(), unreadMembers: names.count - members.count,
      hasFirmwareMemory: kinds.flatMap { $0.isEmpty || $0.contains(nil) ? nil : $0.contains("direct") })
  }

  /// The kind of a reserved region, the third of a line's words; nil when it is none that the kernel knows.
  ///
  /// Source: Linux, drivers/iommu/iommu.c, `iommu_group_resv_type_string`.
  private static func kindOfRegion(_ line: Substring) -> Substring? {
    let words = line.split(separator: " ")
    guard words.count == 3, words.prefix(2).allSatisfy({ $0.hasPrefix("0x") && $0.count == 18 }) else { return nil }
    return ["direct", "direct-relaxable", "reserved", "msi"].contains(words[2]) ? words[2] : nil
  }

  /// The board.
  func board() -> BoardFacts {
    var facts = BoardFacts()
    let folder = "sys/class/dmi/id/"
    facts.boardVendor = root.text(folder + "board_vendor")
    facts.board = root.text(folder + "board_name")
    facts.systemVendor = root.text(folder + "sys_vendor")
    facts.chassis = root.text(folder + "chassis_type").flatMap { Int($0) }
    return facts
  }

  /// Large pages, by size.
  ///
  /// - Parameter folder: Those of the whole host, or of one node.
  func hugePages(in folder: String = "sys/kernel/mm/hugepages") -> [HugePages]? {
    guard let names = root.names(folder) else { return nil }
    return names.compactMap { name -> HugePages? in
      guard name.hasPrefix("hugepages-"), name.hasSuffix("kB"),
        let size = UInt64(name.dropFirst("hugepages-".count).dropLast(2)), size < 1 << 40
      else { return nil }
      func number(_ file: String) -> Int? { root.text("\(folder)/\(name)/\(file)").flatMap { Int($0) } }
      return HugePages(
        pageSize: .kibibytes(size), total: number("nr_hugepages"), free: number("free_hugepages"))
    }.sorted { $0.pageSize.bytes < $1.pageSize.bytes }
  }

  /// The command line's words; quotes keep spaces together, as the kernel does it.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line.prefix(16_384) {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace && !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
