import Foundation

/// A small ISO image made for a test: ISO 9660, Joliet and UDF as they are wanted, with the files that a real medium is
/// recognised by.
///
/// It stands in for media that must not be copied around, such as Windows'; nothing on it runs.
public struct StandInISO: Sendable {
  /// The volume's name.
  public var label: String
  /// Who published it.
  public var publisher = ""
  /// The content of each file by its path.
  public var files: [String: [UInt8]]
  /// Whether its long names are in Joliet.
  public var hasJoliet = true
  /// Whether the files are in UDF alone, as on Windows' media; ISO 9660 then holds one note.
  public var isUDF = false
  /// The platforms that can start from it, by El Torito's numbers: 0 for BIOS, 0xEF for UEFI.
  public var platforms: [UInt8] = [0]

  /// An image with these files.
  public init(label: String, files: [String: [UInt8]]) {
    self.label = label
    self.files = files
  }

  /// Writes it to a file.
  public func write(to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

  /// The whole image.
  public var bytes: [UInt8] {
    var disc = StandInDisc()
    let tree = StandInFolder(files)
    disc.reserve(sectors: 260)
    if isUDF { disc.addUDF(tree) }
    let note = StandInFolder(["README.TXT": Array("This disc contains a \"UDF\" file system".utf8)])
    disc.addISO(isUDF ? note : tree, self)
    return disc.bytes
  }
}

/// A folder of a stand-in.
final class StandInFolder {
  var folders: [String: StandInFolder] = [:]
  var files: [String: [UInt8]] = [:]

  init() {}

  init(_ paths: [String: [UInt8]]) {
    for (path, content) in paths {
      let parts = path.split(separator: "/").map(String.init)
      var folder = self
      for part in parts.dropLast() {
        let next = folder.folders[part] ?? StandInFolder()
        folder.folders[part] = next
        folder = next
      }
      folder.files[parts.last ?? ""] = content
    }
  }
}
