/// Mount points.
enum DiskPlace {
  private static let common: Set<String> = [
    "/", "/usr", "/var", "/home", "/boot", "/boot/efi", "/efi", "/nix", "/sysroot", "/srv", "/opt", "/tmp",
  ]

  /// Whether a mount point is one of the standard's, so that it tells nothing of its owner.
  static func isCommon(_ place: String) -> Bool { common.contains(place) }
}
