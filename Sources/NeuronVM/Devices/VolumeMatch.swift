/// A volume of a storage pool that a name of the user's means.
struct VolumeMatch: Sendable, Hashable {
  /// The pool's name.
  let pool: String
  /// The volume's name.
  let volume: String
  /// What libvirt tells of it.
  let image: DiskImage

  /// The two names as one word.
  var title: String { pool + "/" + volume }
}
