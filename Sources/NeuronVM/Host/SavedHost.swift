import Hardware
import SystemPackage
import Text

/// A host that was saved in a file.
public struct SavedHost: Sendable {
  /// The file.
  public let file: String
  /// How many files and links it holds.
  public let paths: Int
  /// The file's size in bytes.
  public let size: Int

  /// Saves what the verdicts on a host rest on.
  ///
  /// - Parameters:
  ///   - root: A folder with a saved host; nil for this computer.
  ///   - file: The file to write, which must not be there yet; only its owner may read it.
  public init(of root: String?, to file: String) throws(NeuronError) {
    let report: HostReport
    do {
      report = try HostReport(of: root ?? "/")
    } catch {
      throw NeuronError(error)
    }
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(file), .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite])
      try descriptor.closeAfter { _ = try descriptor.writeAll(report.archive) }
    } catch {
      throw .file(path: file, reason: (error as? Errno)?.description ?? "\(error)")
    }
    self.file = file
    paths = report.paths.count
    size = report.archive.count
  }
}
