public import MachineModel
import Text

/// How much room a snapshot needs where the disks are, and how much there is.
public struct SnapshotSpace: Hashable, Sendable {
  /// One file system or storage pool.
  public struct Place: Hashable, Sendable {
    /// What it is called: a folder, or a pool.
    public let name: String
    /// What the making of the snapshot takes at most.
    public let needed: ByteCount
    /// What is free; nil when that cannot be told.
    public let free: ByteCount?
    /// What the disks there hold now, which is taken once more when all of it is overwritten.
    public let growth: ByteCount
  }

  /// A disk, and where it is.
  struct DiskPlace: Hashable, Sendable {
    let target: String
    /// The size that the machine sees; nil when unknown.
    var capacity: UInt64?
    /// The space it takes now; nil when unknown.
    var allocation: UInt64?
    /// What tells two file systems apart.
    var place: String
    /// The file system's or pool's name for people.
    var name: String
    var free: UInt64?
  }

  /// The places.
  public let places: [Place]

  /// Adds up.
  ///
  /// - Parameter memory: The machine's memory, where it is kept too: with the first disk, as QEMU does.
  init(_ disks: [DiskPlace], memory: ByteCount?, hasLayers: Bool) {
    var order: [String] = []
    var sums: [String: (needed: UInt64, growth: UInt64, disk: DiskPlace)] = [:]
    for (number, disk) in disks.enumerated() {
      var needed = hasLayers ? Self.newLayer : Self.tables(capacity: disk.capacity ?? 0)
      if number == 0, let memory { needed = needed.adding(memory.bytes).adding(Self.devices) }
      if sums[disk.place] == nil { order.append(disk.place) }
      let sum = sums[disk.place] ?? (0, 0, disk)
      sums[disk.place] = (sum.needed.adding(needed), sum.growth.adding(disk.allocation ?? 0), disk)
    }
    places = order.compactMap { place in
      sums[place].map {
        Place(
          name: $0.disk.name, needed: ByteCount(bytes: $0.needed), free: $0.disk.free.map { ByteCount(bytes: $0) },
          growth: ByteCount(bytes: $0.growth))
      }
    }
  }

  /// qcow2 keeps 8 bytes for each cluster of 64 KiB, copied as the disk is written to; and a few tables at once.
  private static func tables(capacity: UInt64) -> UInt64 { (capacity / 8192).adding(1 << 20) }

  /// An empty qcow2 file.
  private static let newLayer: UInt64 = 1 << 20

  /// The state of devices besides the memory: the screen's memory, mostly.
  private static let devices: UInt64 = 64 << 20

  /// What is too little.
  func problems(remedyForMemory: String?) -> [Problem] {
    places.compactMap { place in
      guard let free = place.free, free < place.needed else { return nil }
      return Problem(
        code: "snapshot.space",
        message: tr(
          "The snapshot needs up to %1$@ in %2$@, and %3$@ are free.", place.needed.rounded, place.name, free.rounded),
        remedy: [tr("Free some space there."), remedyForMemory].compactMap { $0 }.joined(separator: " "))
    }
  }

  /// What will be short later.
  var warnings: [String] {
    places.compactMap { place in
      guard let free = place.free else {
        return tr("How much space is free in %1$@ cannot be told from here.", place.name)
      }
      guard free >= place.needed, free.bytes - place.needed.bytes < place.growth.bytes else { return nil }
      return tr(
        "What the machine overwrites from now on takes space once more: up to %1$@ in %2$@, where %3$@ are free.",
        place.growth.rounded, place.name, free.rounded)
    }
  }
}
