import FoundationEssentials
import Glibc

/// A folder of its own for one test, removed with all it holds when the last reference goes.
public final class TemporaryDirectory: Sendable {
  /// The folder's absolute path.
  public let path: String

  /// Makes the folder under `/tmp`, open to its owner alone; the path is short because sockets may stand in it.
  public init() throws {
    var template = Array("/tmp/nvm-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
    path = String(cString: made)
  }

  /// The path of `name` inside.
  public func path(_ name: String) -> String { path + "/" + name }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
