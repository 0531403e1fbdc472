/// The running kernel, as far as giving devices away goes.
public struct KernelFacts: Hashable, Sendable {
  /// Its version, `6.1.0-50-amd64`; nil when not told.
  public var release: String?
  /// What it was started with; nil when not told.
  public var parameters: [String]?
  /// The modules that are loaded; nil when not told.
  public var modules: Set<String>?
  /// Whether devices can be given to machines (vfio-pci); nil when not told.
  public var vfio: VFIO?
  /// Whether NVIDIA's driver lets the kernel drive its screens; nil when it is not loaded or does not tell.
  public var nvidiaModeset: Bool?

  /// Whether vfio-pci is there.
  public enum VFIO: String, Hashable, Sendable {
    /// It is there.
    case loaded
    /// Its module is installed; libvirt loads it when it is wanted.
    case loadable
    /// This kernel has none.
    case missing
  }

  /// Nothing known.
  public init() {}

  /// The values of a parameter, in the order they were given; a parameter without a value has an empty one.
  public func values(of name: String) -> [Substring] {
    (parameters ?? []).compactMap { word in
      if word == name { return "" }
      return word.hasPrefix(name + "=") ? word.dropFirst(name.utf8.count + 1) : nil
    }
  }
}
