/// Where the content of a new volume comes from.
public enum StorageVolumeSource: Sendable, Hashable {
  /// A volume of an active pool.
  case volume(StorageVolumeName)
  /// A file that is in no pool: its name, and a pool that is its folder.
  case file(String, in: TransientStoragePool)
}
