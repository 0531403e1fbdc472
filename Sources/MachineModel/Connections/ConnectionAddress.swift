import Text

/// A hypervisor's address that may be remembered: libvirt's URI, without a password in it.
public struct ConnectionAddress: Hashable, Sendable, CustomStringConvertible {
  /// The URI as text.
  public let description: String

  /// The longest address, in UTF-8 bytes.
  public static let longest = 1024

  /// Accepts `SCHEME:…` of visible ASCII characters; whether libvirt knows it shows when it is used.
  public init(parsing text: String) throws(ConnectionAddressError) {
    if text.utf8.count > Self.longest { throw .tooLong }
    guard text.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }), let colon = text.firstIndex(of: ":"),
      let first = text.first, first.isLetter,
      text[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) })
    else { throw .noAddress }
    let rest = text[text.index(after: colon)...]
    if rest.hasPrefix("//") {
      let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
      if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { throw .password }
    }
    if let question = rest.firstIndex(of: "?") {
      for pair in rest[rest.index(after: question)...].split(whereSeparator: { "&;".contains($0) }) {
        let name = pair.prefix { $0 != "=" }.lowercased()
        if ["password", "passwd", "pass", "secret"].contains(name) { throw .password }
      }
    }
    description = text
  }
}

extension ConnectionAddress {
  /// libvirt's drivers, as they stand in front of an address.
  ///
  /// Source: https://libvirt.org/drivers.html, and uri.html for the ways to another computer.
  private static let drivers = [
    "bhyve", "ch", "esx", "gsx", "hyperv", "lxc", "openvz", "qemu", "test", "vbox", "vmwarefusion", "vmwareplayer",
    "vmwarews", "vpx", "vz", "xen",
  ]

  /// The ways to another computer, as they stand behind a driver and a plus sign.
  private static let transports = ["ext", "libssh", "libssh2", "ssh", "tcp", "tls", "unix"]

  /// Whether some libvirt knows what the address begins with.
  public var isKnown: Bool {
    let parts = description.prefix { $0 != ":" }.split(separator: "+", omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count <= 2, let driver = parts.first, Self.drivers.contains(driver) else { return false }
    return parts.count == 1 || Self.transports.contains(parts[1])
  }
}

/// Why a text is no address that may be remembered.
public enum ConnectionAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is none.
  case noAddress
  /// No libvirt has a driver of that name, or knows the way.
  case unknown
  /// It is too long.
  case tooLong
  /// A password stands in it.
  case password

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noAddress:
      tr(
        "That is no address of a hypervisor. Write qemu:///system, qemu:///session or qemu+ssh://HOST/system, for example."
      )
    case .unknown:
      tr(
        "No libvirt knows an address that begins so. Write qemu:///system, qemu:///session or qemu+ssh://HOST/system, for example."
      )
    case .tooLong: tr("The address is too long: %1$@ bytes are allowed.", ConnectionAddress.longest)
    case .password:
      tr("A password in an address is not kept: everybody on this computer could read it. Use an ssh key instead.")
    }
  }
}
