/// What a machine will be at its next start, as far as it can be kept and brought back.
public struct MachineDefinition: Hashable, Sendable, Codable {
  /// libvirt's XML, byte for byte as libvirt gave it, without passwords.
  public let xml: String
  /// Whether the machine starts with its host; libvirt keeps that beside the XML.
  public let startsAutomatically: Bool

  /// Keeps both.
  public init(xml: String, startsAutomatically: Bool) {
    self.xml = xml
    self.startsAutomatically = startsAutomatically
  }
}
