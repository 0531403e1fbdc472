/// The checkout that is being tested.
public enum PackageRoot {
  /// The absolute path of the folder that holds `Package.swift`.
  public static let path: String = {
    let file = #filePath
    return file.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  }()
}
