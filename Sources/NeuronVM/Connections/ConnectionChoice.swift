internal import FoundationEssentials
internal import MachineModel

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
    authority?.isEmpty == true && (transport == nil || transport == "unix")
  }

  /// Whether the way there is ssh.
  public var usesSSH: Bool { ["ssh", "libssh", "libssh2"].contains(transport) }

  /// The other computer's name or number, without user and port; nil for this computer.
  public var host: String? {
    guard let authority, !authority.isEmpty else { return nil }
    let place = authority.split(separator: "@").last ?? ""
    // A number of IPv6 stands in brackets.
    if place.hasPrefix("["), let end = place.firstIndex(of: "]") { return String(place[...end]) }
    return String(place.prefix { $0 != ":" })
  }

  /// The words behind `ssh` that lead to the other computer; nil where the way there is none of ssh's.
  public var sshDestination: String? {
    guard usesSSH, let authority, let host, !host.isEmpty else { return nil }
    let port = authority.split(separator: "@").last?.dropFirst(host.count).drop { $0 == ":" } ?? ""
    let user = authority.contains("@") ? authority.prefix { $0 != "@" } + "@" : ""
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let word = ShellWord(user + bare).description
    return port.isEmpty ? word : "-p \(ShellWord.quoted(String(port))) " + word
  }

  private var transport: Substring? { uri.prefix { $0 != ":" }.split(separator: "+").dropFirst().first }

  /// What stands between `//` and the path; nil where there is no `//`.
  private var authority: Substring? {
    guard let colon = uri.firstIndex(of: ":") else { return nil }
    let rest = uri[uri.index(after: colon)...]
    guard rest.hasPrefix("//") else { return nil }
    return rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
  }

  private var path: Substring {
    guard let range = uri.firstRange(of: "://") else { return "" }
    return uri[range.upperBound...].drop { $0 != "/" }.prefix { $0 != "?" }
  }
}
