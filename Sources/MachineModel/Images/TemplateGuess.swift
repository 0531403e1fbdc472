import Text

/// Which template suits a disk that comes from elsewhere, and why; shown, and another can always be chosen.
public struct TemplateGuess: Hashable, Sendable {
  /// The template's name.
  public let template: String
  /// What the machine has to boot with.
  public let firmware: DomainDescription.Firmware
  /// Why, as sentences.
  public let reasons: [String]

  /// Guesses.
  ///
  /// - Parameters:
  ///   - layout: How the first disk is divided.
  ///   - declared: The system that an OVF or a manifest names; nil where none does.
  ///   - declaredFirmware: What an OVF names; nil where it names none.
  public init(
    layout: DiskLayout, declared: GuestSystem? = nil, declaredFirmware: DomainDescription.Firmware? = nil
  ) {
    var reasons: [String] = []
    switch (declaredFirmware, layout.table, layout.hasSystemPartition) {
    case (let named?, _, _):
      firmware = named
      reasons.append(tr("its description asks for %1$@", named == .uefi ? "UEFI" : "BIOS"))
    case (nil, _, true):
      firmware = .uefi
      reasons.append(tr("there is a partition that UEFI boots from"))
    case (nil, .gpt, false), (nil, .mbr, false):
      firmware = .bios
      reasons.append(tr("there is no partition that UEFI boots from"))
    case (nil, .none, false):
      firmware = .bios
      reasons.append(tr("no partition table was found"))
    }
    switch (declared, layout.hasWindows, layout.hasLinux) {
    case (let system?, _, _):
      reasons.append(tr("its description names %1$@", system.title))
      template = Self.template(system)
    case (nil, true, false):
      // Every Windows that needs a TPM asks for it in its Setup only, and a machine without one can still start it.
      reasons.append(tr("there are partitions of Windows; choose --template windows11-basic if it is Windows 11"))
      template = Self.template(.windows10)
    case (nil, _, true):
      reasons.append(tr("there are partitions of Linux"))
      template = Self.template(.linux)
    case (nil, false, false):
      reasons.append(tr("nothing tells which system it is, so Linux is assumed"))
      template = Self.template(.linux)
    }
    self.reasons = reasons
  }

  private static func template(_ system: GuestSystem) -> String {
    switch system {
    case .windows10: "windows10-basic"
    case .windows11: "windows11-basic"
    case .linux: "linux"
    }
  }
}

extension GuestSystem {
  /// The system's name.
  public var title: String {
    switch self {
    case .windows10: "Windows 10"
    case .windows11: "Windows 11"
    case .linux: "Linux"
    }
  }

  /// The system that another program's name for it means, such as `windows11_64Guest` or `Debian_64`; nil when none.
  public init?(namedElsewhere text: String) {
    let words = text.lowercased()
    if words.contains("windows") {
      self = words.contains("11") || words.contains("2022") || words.contains("2025") ? .windows11 : .windows10
      return
    }
    let families = [
      "linux", "debian", "ubuntu", "centos", "fedora", "rhel", "red hat", "redhat", "suse", "sles", "arch", "gentoo",
      "coreos", "alma", "rocky", "photon", "alpine",
    ]
    guard families.contains(where: words.contains) else { return nil }
    self = .linux
  }
}
