import FoundationEssentials
import Journal
import MachineModel
import Text

/// The file that is edited: it outlives whatever happens to the program, until it is not needed any more.
public struct EditFile: Sendable {
  private let file: StateFile
  /// Whether we made it, and so remove it.
  private let isOurs: Bool

  /// The file's path.
  public var path: String { file.path }

  /// Writes a draft into a file of its own, which this user alone can read.
  public init(_ draft: EditDraft) throws(NeuronError) {
    let hypervisor = draft.machine.hypervisor
    let folder = StateFolder(hypervisor.statePath("edits"))
    let name = UUID().uuidString.lowercased().prefix(8)
    let file = StateFile(folder.path + "/" + draft.machine.id.uuidString.lowercased() + "-" + name + ".xml")
    self.file = file
    isOurs = true
    try writing { () throws(JournalError) in
      try folder.make()
      _ = try file.replace(with: Array(draft.original.xml.utf8))
    }
  }

  /// A file that was kept before, or one of the user's own, which stays whatever comes of it.
  public init(keptAt path: String, for draft: EditDraft) throws(NeuronError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .fileNotFound(path) }
    // The editor goes by links, and so do we.
    let real = URL(filePath: path).resolvingSymlinksInPath().standardized.path
    file = StateFile(real)
    isOurs = real.hasPrefix(draft.machine.hypervisor.statePath("edits") + "/")
    _ = try text()
  }

  /// What is in it now.
  ///
  /// Throws `file` when it is gone, too large, or no text.
  public func text() throws(NeuronError) -> String {
    let bytes = try writing { () throws(JournalError) in try file.contents(limit: 4 << 20) }
    guard let bytes else { throw .file(path: path, reason: tr("it is gone")) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .file(path: path, reason: tr("it is not text in UTF-8"))
    }
    return text
  }

  /// Removes it, when it is ours.
  public func remove() {
    guard isOurs else { return }
    try? file.remove()
    StateFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])).removeIfEmpty()
  }
}
