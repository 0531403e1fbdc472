public import MachineModel
import XML

/// A folder that a machine sees, and when.
public struct SharedFolderState: Sendable, Hashable {
  /// The folder.
  public let folder: SharedFolder
  /// Whether the machine has it now.
  public let isThereNow: Bool
  /// Whether it will have it at its next start.
  public let isThereNext: Bool
}

extension DeviceForms {
  /// The shared folders, in the order of the definition; those that only run come last.
  var sharedFolders: [SharedFolderState] {
    func folders(_ domain: Element?) -> [SharedFolder] {
      (domain ?? Element("domain")).all("devices", "filesystem").compactMap { SharedFolder(element: $0) }
    }
    let (next, now) = (folders(definition), running.map { folders($0) })
    let others = (now ?? []).filter { folder in !next.contains { $0.tag == folder.tag } }
    return next.map { folder in
      SharedFolderState(
        folder: folder, isThereNow: now?.contains { $0.tag == folder.tag } ?? true, isThereNext: true)
    } + others.map { SharedFolderState(folder: $0, isThereNow: true, isThereNext: false) }
  }

  /// The `<filesystem>` of a tag, in each form.
  func folder(_ tag: String) -> (definition: Element?, running: Element?) {
    func find(_ domain: Element?) -> Element? {
      domain?.all("devices", "filesystem").first { $0.first("target")?["dir"] == tag }
    }
    return (find(definition), find(running))
  }
}
