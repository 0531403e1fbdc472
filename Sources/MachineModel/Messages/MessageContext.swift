/// What is known about a message besides its text.
public struct MessageContext: Hashable, Sendable {
  /// The machine it is about; nil where there is none.
  public var machine: String?
  /// libvirt's number of the error, by which it is recognised in every language; nil where there is none.
  public var libvirtCode: Int32?

  /// Creates a context.
  public init(machine: String? = nil, libvirtCode: Int32? = nil) {
    self.machine = machine
    self.libvirtCode = libvirtCode
  }
}
