/// A host as a saved tree, for a report of a fault: what the verdicts rest on, and nothing else.
public struct HostReport: Sendable {
  /// The paths that are in it, for a person who wants to look before sending it.
  public let paths: [String]
  /// The tree as a tar archive packed by gzip; everything is in the folder `host`.
  public let archive: [UInt8]

  /// Reads a host once more, all of it, and keeps what was read.
  ///
  /// - Throws: ``HostRootError``, also where there is no memory to pack it.
  public init(of path: String = "/") throws(HostRootError) {
    let recording = HostRecording()
    let root = try HostRoot(path, recording: recording)
    _ = HostReader(root).hardware(.everything)
    var archive = TarArchive()
    archive.addFolder("host")
    var paths: [String] = []
    for (path, entry) in recording.entries {
      switch entry {
      case .folder: archive.addFolder("host/" + path)
      case .file(let bytes): archive.addFile("host/" + path, bytes)
      case .link(let target): archive.addLink("host/" + path, to: target)
      }
      if entry != .folder { paths.append(path) }
    }
    archive.close()
    guard let packed = Gzip.packed(archive.bytes) else { throw .unusable(path: path, reason: "zlib") }
    self.archive = packed
    self.paths = paths
  }
}
