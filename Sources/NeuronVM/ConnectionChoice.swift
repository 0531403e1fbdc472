internal import FoundationEssentials

/// Which hypervisor is meant, and what its address says about it.
public struct ConnectionChoice: Hashable, Sendable {
  /// libvirt's URI.
  public let uri: String

  /// Takes the name given, else `NEURON_VM_CONNECT`, else `LIBVIRT_DEFAULT_URI`, else the system's QEMU.
  ///
  /// - Parameter environment: Where to look for the two variables; nil for this process's own environment.
  public init(named name: String?, environment: [String: String]? = nil) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    let candidates = [name, environment["NEURON_VM_CONNECT"], environment["LIBVIRT_DEFAULT_URI"]]
    uri = candidates.compactMap { $0 }.first { !$0.isEmpty } ?? "qemu:///system"
  }

  /// Whether the machines belong to one user and run with that user's rights.
  public var isSession: Bool { path == "/session" }

  /// Whether the hypervisor is libvirt's test driver, which runs nothing.
  public var isTest: Bool { uri.hasPrefix("test:") || uri.hasPrefix("test+") }

  /// Whether the hypervisor runs on this computer, so that what we read here is true for it.
  public var isLocal: Bool {
    guard let colon = uri.firstIndex(of: ":") else { return false }
    let rest = uri[uri.index(after: colon)...]
    guard rest.hasPrefix("//") else { return false }
    let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
    let transport = uri[..<colon].split(separator: "+").dropFirst().first
    return authority.isEmpty && (transport == nil || transport == "unix")
  }

  private var path: Substring {
    guard let range = uri.firstRange(of: "://") else { return "" }
    return uri[range.upperBound...].drop { $0 != "/" }.prefix { $0 != "?" }
  }
}
