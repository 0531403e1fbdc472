/// What a CD or DVD image is, by its own content; never by the name of its file.
public struct Medium: Hashable, Sendable, Codable {
  /// What it is for.
  public var kind: Kind
  /// The volume's name; empty when it has none.
  public var label: String
  /// What it calls itself, such as `Windows 11 (build 22631)`; nil when it says nothing of that.
  public var name: String?
  /// The architectures it is for; empty when it does not tell.
  public var architectures: Set<ProcessorArchitecture> = []
  /// Whether a computer can start from it.
  public var isBootable: Bool
  /// How many bytes it lacks of what it says it has; 0 for a whole one.
  public var missingBytes: UInt64 = 0

  /// What a medium is for.
  public enum Kind: Hashable, Sendable, Codable {
    /// Installing Windows.
    case windows(WindowsMedium)
    /// Windows' drivers for virtio devices.
    case virtioDrivers(VirtioDrivers)
    /// A Linux: its installer, or one that runs from the medium.
    case linux
    /// Anything else.
    case other
  }

  /// The system for whose template it is; nil when it is none of those.
  public var system: GuestSystem? {
    switch kind {
    case .windows(let windows): windows.system
    case .linux: .linux
    case .virtioDrivers, .other: nil
    }
  }
}
