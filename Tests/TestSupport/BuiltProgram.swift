import Foundation

/// Where the programs of this package are, built beside the tests.
public enum BuiltProgram {
  /// The path of a built executable.
  public static func path(_ name: String) -> String {
    // The test program stands beside them, unless something else has loaded it.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex) + "/" + name
    return FileManager.default.isExecutableFile(atPath: String(beside))
      ? String(beside) : PackageRoot.path + "/.build/debug/" + name
  }
}
