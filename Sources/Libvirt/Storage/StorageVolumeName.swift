/// One of the three ways to name a storage volume.
public enum StorageVolumeName: Sendable, Hashable {
  /// Where a machine finds it; only volumes of running pools are found.
  case path(String)
  /// Its key.
  case key(String)
  /// Its name in a pool.
  case name(String, pool: String)
}
