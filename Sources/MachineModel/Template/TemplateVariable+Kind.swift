extension TemplateVariable {
  /// What a variable's value looks like.
  public enum Kind: Hashable, Sendable {
    /// Any characters that XML can hold.
    case text
    /// A whole number, 0 or more.
    case integer
    /// An absolute path.
    case path
    /// A UUID with hyphens.
    case uuid
    /// A network card's address.
    case mac
    /// A list of processors, `0-3,^2`.
    case processors
    /// `yes` or `no`.
    case flag
    /// One of these words.
    case word([String])

    /// The kind in one word, as the documents and `template show` write it.
    public var title: String {
      switch self {
      case .text: "text"
      case .integer: "integer"
      case .path: "path"
      case .uuid: "uuid"
      case .mac: "mac"
      case .processors: "processors"
      case .flag: "flag"
      case .word(let words): words.joined(separator: ", ")
      }
    }
  }

  /// What a value of this variable looks like.
  public var kind: Kind {
    switch self {
    case .name, .network, .bridge, .cmdline: .text
    case .memoryMB, .vcpus, .diskSizeGB, .sharedMemoryMB: .integer
    case .diskPath, .isoPath, .driversISOPath, .kernelPath, .initrdPath, .romPath: .path
    case .uuid: .uuid
    case .macAddress: .mac
    case .cpuset: .processors
    case .domainType: .word(DomainType.allCases.map(\.rawValue))
    case .cpuMode: .word(["host-passthrough", "host-model", "maximum"])
    case .videoModel: .word(["qxl", "vga", "virtio", "bochs", "cirrus", "ramfb", "none"])
    case .audioBackend: .word(["none", "spice", "pipewire", "pulseaudio", "alsa", "dbus", "oss", "jack", "sdl"])
    case .hugePages, .userNetwork, .noNetwork, .uefi, .bios, .gpu, .kvm, .smm, .secureBoot, .tpm, .spice, .vnc,
      .usbRedirection, .hypervRelaxed, .hypervVAPIC, .hypervSpinlocks, .hypervVPIndex, .hypervRuntime, .hypervSynIC,
      .hypervSTimer, .hypervReset, .hypervVendorID, .hypervFrequencies, .hypervTLBFlush, .hypervIPI, .hypervClock:
      .flag
    }
  }

  /// Whether the host answers when the user says nothing; a user's own value comes first.
  public var isHostAnswer: Bool {
    switch self {
    case .domainType, .kvm, .cpuMode, .smm, .secureBoot, .tpm, .spice, .vnc, .videoModel, .audioBackend,
      .usbRedirection, .uefi:
      true
    default: hypervFeature != nil || self == .hypervClock
    }
  }

  /// libvirt's word for the Hyper-V enlightenment of this flag, or nil when it is none.
  public var hypervFeature: String? {
    switch self {
    case .hypervRelaxed: "relaxed"
    case .hypervVAPIC: "vapic"
    case .hypervSpinlocks: "spinlocks"
    case .hypervVPIndex: "vpindex"
    case .hypervRuntime: "runtime"
    case .hypervSynIC: "synic"
    case .hypervSTimer: "stimer"
    case .hypervReset: "reset"
    case .hypervVendorID: "vendor_id"
    case .hypervFrequencies: "frequencies"
    case .hypervTLBFlush: "tlbflush"
    case .hypervIPI: "ipi"
    default: nil
    }
  }
}
