/// What libvirt answered instead of doing the call.
public struct LibvirtError: Error, Sendable {
  /// libvirt's own text.
  public let message: String
}
