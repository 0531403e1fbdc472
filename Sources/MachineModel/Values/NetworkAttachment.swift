import Text

/// What a machine's network card is connected to.
public enum NetworkAttachment: Hashable, Sendable {
  /// QEMU's own network: no privileges, no way in from outside.
  case user
  /// A bridge of the host.
  case bridge(String)
  /// A network of libvirt.
  case network(String)
  /// No network card.
  case none

  /// libvirt's network `default`.
  public static let standard = NetworkAttachment.network("default")

  /// Reads `default`, `user`, `none`, `bridge:NAME` or `network:NAME`.
  public init(parsing text: String) throws(NetworkAttachmentError) {
    switch text {
    case "default": self = .standard
    case "user": self = .user
    case "none": self = .none
    default:
      guard let colon = text.firstIndex(of: ":") else { throw .unknown(text) }
      let name = String(text[text.index(after: colon)...])
      switch text[..<colon] {
      case "bridge":
        guard Self.isInterfaceName(name) else { throw .bridgeName(name) }
        self = .bridge(name)
      case "network":
        guard !name.isEmpty, !name.contains("/"), !name.unicodeScalars.contains(where: { $0.value < 0x20 }),
          !name.unicodeScalars.contains("\u{FFFE}"), !name.unicodeScalars.contains("\u{FFFF}")
        else { throw .networkName(name) }
        self = .network(name)
      default: throw .unknown(text)
      }
    }
  }

  /// The kernel's rule for names of network interfaces: 1 to 15 bytes, no slash, colon or space.
  private static func isInterfaceName(_ name: String) -> Bool {
    (1...15).contains(name.utf8.count) && name != "." && name != ".."
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
  }
}

extension NetworkAttachment: CustomStringConvertible {
  /// The attachment as it is written on the command line.
  public var description: String {
    switch self {
    case .user: "user"
    case .none: "none"
    case .network("default"): "default"
    case .network(let name): "network:" + name
    case .bridge(let name): "bridge:" + name
    }
  }
}

/// Why a text does not name a network.
public enum NetworkAttachmentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text has none of the known forms.
  case unknown(String)
  /// The name cannot be a bridge's.
  case bridgeName(String)
  /// The name cannot be a libvirt network's.
  case networkName(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .unknown(let text):
      tr("“%1$@” is not a network. Write default, user, none, bridge:NAME or network:NAME.", text)
    case .bridgeName(let name):
      tr("“%1$@” cannot be a bridge: its name has 1 to 15 characters and no space, slash or colon.", name)
    case .networkName(let name): tr("“%1$@” cannot be the name of a libvirt network.", name)
    }
  }
}
