/// What the host answers to a template: values for its host variables, and what they leave out.
public struct HostAnswers: Hashable, Sendable {
  /// The values, for ``TemplateValues/answers``.
  public private(set) var values: [TemplateVariable: String] = [:]
  /// What the template would use and the machine does not get; in a fixed order.
  public private(set) var leftOut: [LeftOut] = []

  private let capabilities: HostCapabilities
  private let domainType: DomainType
  private let used: Set<TemplateVariable>

  /// Answers for a template from what the host offers and what the user asks for.
  ///
  /// - Parameters:
  ///   - values: What the user gave; what is given is not answered, so that it is not called left out.
  ///   - hasSMM: Whether System Management Mode works with `domainType`; some virtual hosts' KVM has none.
  public init(
    for template: DomainTemplate, values: TemplateValues, capabilities: HostCapabilities, domainType: DomainType,
    hasSMM: Bool
  ) {
    self.capabilities = capabilities
    self.domainType = domainType
    used = template.usedVariables
    self.values[.domainType] = domainType.rawValue
    self.values[.kvm] = domainType == .kvm ? "yes" : "no"
    answerProcessor()
    answerFirmware(values, hasSMM: hasSMM)
    answerTPM()
    answerScreen(values, isWindows: template.system.isWindows)
    answerHyperV()
    if template.system.isWindows, !values.isOn(.driversISOPath), used.contains(.driversISOPath) {
      leftOut.append(LeftOut("virtio disk and network", .noDrivers))
    }
    leftOut.removeAll { note in
      values.given.keys.contains { TemplateVariable(rawValue: $0).map(Self.feature) == note.feature }
    }
  }

  private mutating func answerProcessor() {
    // The host's own processor is the fastest, but only KVM can run it; emulation has a mode with all it can do.
    let modes = domainType == .kvm ? ["host-passthrough", "host-model"] : ["maximum"]
    if let mode = modes.first(where: { capabilities.cpuModes.contains($0) }) {
      values[.cpuMode] = mode
    }
    guard domainType == .kvm, used.contains(.cpuMode), values[.cpuMode] != "host-passthrough" else { return }
    leftOut.append(LeftOut("host-passthrough", reasonNotOffered))
  }

  private mutating func answerFirmware(_ values: TemplateValues, hasSMM: Bool) {
    let hasEFI = capabilities.firmwares.contains("efi")
    let uefi = values.isOn(.bios) ? false : hasEFI
    self.values[.uefi] = uefi ? "yes" : "no"
    if used.contains(.uefi), !values.isOn(.bios), !hasEFI {
      leftOut.append(LeftOut(Self.feature(.uefi), reasonNotOffered))
    }
    // Without SMM the guest could write the keys itself, so libvirt pairs secure firmware with it.
    let secure = hasEFI && capabilities.hasSecureFirmware && hasSMM
    self.values[.smm] = hasSMM && capabilities.isKnown ? "yes" : "no"
    self.values[.secureBoot] = secure ? "yes" : "no"
    guard used.contains(.secureBoot), !secure else { return }
    let offered = hasEFI && capabilities.hasSecureFirmware
    leftOut.append(LeftOut(Self.feature(.secureBoot), offered ? .needs("System Management Mode") : reasonNotOffered))
  }

  private mutating func answerTPM() {
    let hasVersion = capabilities.tpmVersions.isEmpty || capabilities.tpmVersions.contains("2.0")
    let works =
      capabilities.tpmBackends.contains("emulator") && capabilities.tpmModels.contains("tpm-crb") && hasVersion
    values[.tpm] = works ? "yes" : "no"
    if used.contains(.tpm), !works { leftOut.append(LeftOut(Self.feature(.tpm), reasonNotOffered)) }
  }

  private mutating func answerScreen(_ values: TemplateValues, isWindows: Bool) {
    // SPICE carries sound and USB as well; VNC is in every QEMU, also where SPICE was dropped.
    // Who asks for VNC and says nothing of SPICE wants one of the two.
    let wish = values[.spice].flatMap(ResolvedValues.flag) ?? (values.isOn(.vnc) ? false : nil)
    let spice = wish ?? capabilities.graphics.contains("spice")
    let vnc = !spice && (capabilities.graphics.contains("vnc") || !capabilities.isKnown)
    self.values[.spice] = spice ? "yes" : "no"
    self.values[.vnc] = vnc ? "yes" : "no"
    if used.contains(.spice), !spice, wish == nil {
      leftOut.append(LeftOut("SPICE", reasonNotOffered))
    }
    let redirection = spice && (capabilities.redirectionBuses.isEmpty || capabilities.redirectionBuses.contains("usb"))
    self.values[.usbRedirection] = redirection ? "yes" : "no"
    self.values[.videoModel] = videoModel(spice: spice, isWindows: isWindows)
    // Before libvirt 11 there is no list; these two need nothing from the host.
    let wanted = spice ? "spice" : "none"
    let offered = capabilities.audioBackends ?? ["spice", "none"]
    self.values[.audioBackend] = offered.contains(wanted) ? wanted : "none"
  }

  /// The best emulated graphics card that the host has.
  ///
  /// QXL is made for SPICE and has a driver for Windows. Else Windows gets plain VGA, the only card that its Setup
  /// drives at a usable size with no driver at all, and Linux gets virtio, for which it has a driver of its own.
  private func videoModel(spice: Bool, isWindows: Bool) -> String {
    let windows = (spice ? ["qxl"] : []) + ["vga", "virtio", "bochs", "cirrus"]
    let order = isWindows ? windows : ["virtio", "vga", "bochs", "qxl", "cirrus"]
    // A card of the list is needed even when the host names none: every QEMU for a PC has VGA.
    return order.first { capabilities.videoModels.contains($0) } ?? "vga"
  }

  private mutating func answerHyperV() {
    for variable in TemplateVariable.allCases {
      guard let feature = variable.hypervFeature else { continue }
      let works = capabilities.hypervFeatures.contains(feature)
      values[variable] = works ? "yes" : "no"
      if used.contains(variable), !works { leftOut.append(LeftOut(Self.feature(variable), reasonNotOffered)) }
    }
    // These build on one another, and QEMU refuses to start with one that lacks its base.
    require(.hypervSynIC, .hypervVPIndex)
    require(.hypervSTimer, .hypervSynIC)
    require(.hypervIPI, .hypervVPIndex)
    require(.hypervTLBFlush, .hypervVPIndex)
    values[.hypervClock] = domainType == .kvm && capabilities.isKnown ? "yes" : "no"
    guard used.contains(.hypervClock), values[.hypervClock] == "no" else { return }
    leftOut.append(LeftOut(Self.feature(.hypervClock), domainType == .kvm ? .notTold : .needsKVM))
  }

  private mutating func require(_ variable: TemplateVariable, _ base: TemplateVariable) {
    guard values[variable] == "yes", values[base] != "yes" else { return }
    values[variable] = "no"
    if used.contains(variable) { leftOut.append(LeftOut(Self.feature(variable), .needs(Self.feature(base)))) }
  }

  private var reasonNotOffered: LeftOut.Reason { capabilities.isKnown ? .notOffered : .notTold }

  private static func feature(_ variable: TemplateVariable) -> String {
    if let feature = variable.hypervFeature { return "Hyper-V " + feature }
    return switch variable {
    case .cpuMode: "host-passthrough"
    case .uefi: "UEFI"
    case .secureBoot: "Secure Boot"
    case .tpm: "TPM 2.0"
    case .spice: "SPICE"
    case .hypervClock: "Hyper-V clock"
    case .driversISOPath: "virtio disk and network"
    default: variable.rawValue
    }
  }
}
