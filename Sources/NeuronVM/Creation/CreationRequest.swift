public import MachineModel

/// What a person asks for, as typed: nothing is checked yet.
public struct CreationRequest: Sendable {
  /// The machine's name.
  public var name: String
  /// The template's name, or a path when `templateIsFile`.
  public var template: String
  /// Whether `template` is the path of a file.
  public var templateIsFile = false
  /// Memory, such as `8G`; nil for the template's own amount.
  public var memory: String?
  /// Number of processors; nil for the template's own.
  public var processors: Int?
  /// Size of the disk, such as `64G`; nil for the template's own.
  public var disk: String?
  /// The storage pool for the disk; nil for `default`.
  public var pool: String?
  /// The installation ISO.
  public var iso: String?
  /// The ISO with Windows' virtio drivers.
  public var driversISO: String?
  /// `default`, `user`, `bridge:NAME`, `network:NAME` or `none`; nil for what suits the connection.
  public var network: String?
  /// How many network cards it has, where it has any: those after the first are like it.
  public var networkCards = 1
  /// The network card's address; nil for a random one.
  public var mac: String?
  /// A kernel to boot directly.
  public var kernel: String?
  /// The initramfs for that kernel.
  public var initrd: String?
  /// The kernel's command line.
  public var commandLine: String?
  /// What the machine boots with.
  public var firmware: DomainDescription.Firmware?
  /// What executes the machine.
  public var acceleration = AccelerationChoice.automatic
  /// Values of the template's variables that have no property here, by their names; nothing is known of either yet.
  public var values: [String: String] = [:]
  /// The disks that it begins with, the one that it boots from first; empty for a new one.
  public var images: [ImageSource] = []
  /// Whether to start it once it is made.
  public var starts = false

  /// A request with the standard answers.
  public init(name: String, template: String) {
    self.name = name
    self.template = template
  }
}
