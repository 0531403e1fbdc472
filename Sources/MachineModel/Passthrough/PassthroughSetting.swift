import Text
public import XML

/// What a machine with a device of the host needs besides; the passthrough templates have all of it from the beginning.
public enum PassthroughSetting: String, Hashable, Sendable, CaseIterable {
  /// No memory balloon: the device reaches all memory directly, so none can be taken back.
  case noBalloon
  /// The guest does not sleep: few devices come back from it when they are a machine's.
  case noSleep
  /// The guest is not told that it runs under KVM: NVIDIA's drivers before 465 refuse to work then.
  case hiddenKVM
  /// Hyper-V's name is another, for the same drivers: under Windows' settings they would see that one.
  case vendorID

  /// What is still to be switched on in a `<domain>` for a device.
  public static func needed(for subject: PassthroughSubject, in domain: Element) -> [PassthroughSetting] {
    let isNVIDIA = subject.functions.contains { $0.kind?.isDisplay == true && $0.identity?.vendor == 0x10DE }
    let enlightenments = domain.first("features", "hyperv")
    // With the host's own set of them nothing may be said one by one.
    let isLikeWindows = enlightenments.map { $0["mode"] != "passthrough" && !$0.elements.isEmpty } ?? false
    var wanted: [PassthroughSetting] = [.noBalloon, .noSleep]
    if isNVIDIA, isLikeWindows { wanted += domain["type"] == "kvm" ? [.hiddenKVM, .vendorID] : [.vendorID] }
    return wanted.filter { $0.isMissing(in: domain) }
  }

  /// Whether nobody has decided on it yet, or the other way round where the device would not work.
  private func isMissing(in domain: Element) -> Bool {
    switch self {
    case .noBalloon: domain.first("devices", "memballoon")?["model"] != "none"
    // Whoever allows sleeping has said so: that stays.
    case .noSleep: Self.sleeps.contains { domain.first("pm")?.first($0)?["enabled"] == nil }
    case .hiddenKVM: domain.first("features", "kvm", "hidden")?["state"] != "on"
    case .vendorID: domain.first("features", "hyperv", "vendor_id")?["state"] != "on"
    }
  }

  /// Switches it on; everything else stays.
  public func switchOn(in domain: inout Element) {
    switch self {
    case .noBalloon:
      domain.edit("devices") { devices in
        devices.removeAll("memballoon")
        devices.children.append(.element(Element("memballoon", ["model": "none"])))
      }
    case .noSleep:
      domain.edit("pm") { power in
        for name in Self.sleeps where power.first(name)?["enabled"] == nil { power.edit(name) { $0["enabled"] = "no" } }
      }
    case .hiddenKVM:
      domain.edit("features") { features in
        features.edit("kvm") { kvm in kvm.edit("hidden") { $0["state"] = "on" } }
      }
    case .vendorID:
      domain.edit("features") { features in
        features.edit("hyperv") { hyperv in
          hyperv.edit("vendor_id") { vendor in
            vendor["state"] = "on"
            vendor["value"] = Self.vendor
          }
        }
      }
    }
  }

  /// Takes it back, where it still is as ``switchOn(in:)`` made it; tells whether it was.
  public func switchOff(in domain: inout Element) -> Bool {
    let before = domain
    switch self {
    case .noBalloon:
      guard domain.first("devices", "memballoon")?["model"] == "none" else { return false }
      domain.edit("devices") { devices in
        devices.edit("memballoon") { $0 = Element("memballoon", ["model": "virtio"]) }
      }
    case .noSleep:
      guard Self.sleeps.allSatisfy({ domain.first("pm")?.first($0)?["enabled"] == "no" }) else { return false }
      domain.edit("pm") { power in for name in Self.sleeps { power.removeAll(name) } }
      domain.removeAll("pm") { $0.children.isEmpty }
    case .hiddenKVM:
      domain.edit("features") { features in
        features.edit("kvm") { $0.removeAll("hidden") { $0["state"] == "on" } }
        features.removeAll("kvm") { $0.children.isEmpty }
      }
    case .vendorID:
      domain.edit("features") { features in
        features.edit("hyperv") { $0.removeAll("vendor_id") { $0["value"] == Self.vendor } }
      }
    }
    return domain != before
  }

  /// What switching it on does, for a person.
  public var title: String {
    switch self {
    case .noBalloon: tr("Take the memory balloon away: the device reaches all memory directly.")
    case .noSleep: tr("Keep the guest from sleeping: few devices wake up again.")
    case .hiddenKVM: tr("Hide KVM from the guest, for NVIDIA's drivers before 465.")
    case .vendorID: tr("Give Hyper-V another name, for NVIDIA's drivers before 465.")
    }
  }

  /// What taking it back does, for a person.
  public var reversal: String {
    switch self {
    case .noBalloon: tr("The memory balloon is there again.")
    case .noSleep: tr("The guest may sleep again.")
    case .hiddenKVM: tr("KVM is not hidden any more.")
    case .vendorID: tr("Hyper-V has its own name again.")
    }
  }

  private static let sleeps = ["suspend-to-mem", "suspend-to-disk"]
  /// The name that the templates give.
  private static let vendor = "neuron"
}
