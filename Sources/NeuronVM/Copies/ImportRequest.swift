/// A machine or a disk from elsewhere, as asked for: nothing is checked yet.
public struct ImportRequest: Sendable {
  /// The file: a disk image, an OVA, or what `export` wrote.
  public var path: String
  /// The new machine's name; nil for that of the file.
  public var name: String?
  /// The template; nil for what suits the disk.
  public var template: String?
  /// Memory, such as `8G`; nil for what the file or the template says.
  public var memory: String?
  /// Number of processors; nil for what the file or the template says.
  public var processors: Int?
  /// `default`, `user`, `bridge:NAME`, `network:NAME` or `none`; nil for what suits the connection.
  public var network: String?
  /// The storage pool for the disks; nil for `default`.
  public var pool: String?
  /// What executes the machine.
  public var acceleration = AccelerationChoice.automatic
  /// Whether to start it once it is made.
  public var starts = false

  /// A request with the standard answers.
  public init(path: String) { self.path = path }
}
