/// A socket of a graphics card to which a screen may be connected.
public struct DisplayConnector: Hashable, Sendable {
  /// The kernel's name, `card0-HDMI-A-1`.
  public let name: String
  /// Whether a screen is connected; nil when the kernel cannot tell.
  public var isConnected: Bool?
  /// Whether it shows a picture; nil when that could not be read.
  public var isEnabled: Bool?

  /// A connector.
  public init(name: String, isConnected: Bool?, isEnabled: Bool?) {
    self.name = name
    self.isConnected = isConnected
    self.isEnabled = isEnabled
  }

  /// The name as it is printed beside the socket, `HDMI-A-1`.
  public var socket: String { name.firstIndex(of: "-").map { String(name[name.index(after: $0)...]) } ?? name }
}
