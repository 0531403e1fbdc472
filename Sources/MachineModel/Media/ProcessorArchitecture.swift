/// A processor architecture that a medium is for, by libvirt's name.
public enum ProcessorArchitecture: String, Hashable, Sendable, Codable, CaseIterable {
  /// 64-bit PCs, the only ones that machines of ours are.
  case amd64 = "x86_64"
  /// 32-bit PCs, which run on the former too.
  case i686
  /// 64-bit ARM.
  case aarch64
  /// 64-bit RISC-V.
  case riscv64

  /// Whether a machine of ours can run it.
  public var runsHere: Bool { self == .amd64 || self == .i686 }

  /// The name for a person.
  public var title: String {
    switch self {
    case .amd64: "x86-64"
    case .i686: "32-bit x86"
    case .aarch64: "ARM64"
    case .riscv64: "RISC-V"
    }
  }
}
