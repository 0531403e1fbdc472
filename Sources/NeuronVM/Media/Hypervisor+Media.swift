import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Hypervisor {
  /// Finds the medium that a user named, and recognises it by its content.
  ///
  /// - Parameter text: A path, or the name of an ISO of the library, with or without its ending. A text without a slash
  ///   is a file of the working directory first.
  public func medium(_ text: String) async throws(NeuronError) -> FoundMedium {
    let absolute = text.hasPrefix("/") ? text : FileManager.default.currentDirectoryPath + "/" + text
    var isFolder = false
    let isFile =
      choice.isLocal && FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder) && !isFolder
    if choice.isTest { return FoundMedium(text: text, path: absolute, recognised: nil, isInPool: false, obstacles: []) }
    guard text.contains("/") || isFile else { return try await libraryMedium(text) }
    let bytes = VolumeBytes(self, .path(absolute), path: absolute)
    if bytes.size == nil, let facts = try await volume(at: absolute) { return try await found(text, facts) }
    var recognised: RecognisedMedium?
    if let size = bytes.size {
      recognised = try await MediumRecognition(directories: directories).recognise(size: size) {
        range throws(NeuronError) in try await bytes.bytes(range)
      }
    }
    return FoundMedium(
      text: text, path: absolute, recognised: recognised, isInPool: false,
      obstacles: await unfinishedCopy(text, at: absolute))
  }

  private func libraryMedium(_ text: String) async throws(NeuronError) -> FoundMedium {
    let library = ISOLibrary(hypervisor: self)
    let names = [text, text + ".iso"]
    let shelves = try await library.shelves()
    for name in names {
      // Our own pool hides the others: its names are the ones that “iso add” gave.
      let matches = shelves.filter { $0.volumes[name]?.isISO == true }
      guard let first = matches.first, let facts = first.volumes[name] else { continue }
      if matches.count > 1, !first.isOurs {
        let paths = matches.compactMap { $0.volumes[name]?.path }
        return missing(
          text,
          Problem(
            code: "iso.ambiguous", message: tr("There are several ISOs “%1$@”.", name),
            remedy: tr("Name one by its path: %1$@", paths.joined(separator: ", "))))
      }
      return try await found(text, facts, isUnfinished: first.isUnfinished(name))
    }
    return missing(
      text,
      Problem(
        code: "iso.missing",
        message: tr("There is no file “%1$@” here, and no ISO of that name in the storage pools.", text),
        remedy: tr("“neuron-vm iso list” shows the ISOs there are; “neuron-vm iso add FILE” adds one."), kind: .notFound
      ))
  }

  private func missing(_ text: String, _ problem: Problem) -> FoundMedium {
    FoundMedium(text: text, path: text, recognised: nil, isInPool: false, obstacles: [problem])
  }

  private func found(
    _ text: String, _ facts: ISOVolumeFacts, isUnfinished: Bool? = nil
  ) async throws(NeuronError) -> FoundMedium {
    let library = ISOLibrary(hypervisor: self)
    var isUnfinished = isUnfinished ?? false
    if !isUnfinished { isUnfinished = try await library.shelf(facts.pool)?.isUnfinished(facts.name) ?? false }
    guard !isUnfinished else {
      return FoundMedium(
        text: text, path: facts.path, recognised: nil, isInPool: true, obstacles: [.isoUnfinished(facts.name)])
    }
    return FoundMedium(
      text: text, path: facts.path, recognised: try await library.recognise(facts), isInPool: true, obstacles: [])
  }

  /// The volume of a file; nil when it is in no active pool.
  private func volume(at path: String) async throws(NeuronError) -> ISOVolumeFacts? {
    do {
      return try await connection.withStorageVolume(.path(path)) { volume throws(LibvirtError) in
        ISOVolumeFacts(pool: try volume.poolName(), xml: try volume.xml())
      }
    } catch {
      if error.code == .noStorageVolume || error.code == .noStoragePool { return nil }
      throw NeuronError(error, at: choice.uri, doing: tr("Looking for the storage volume"))
    }
  }

  /// A file that a copy of ours has not finished stands beside its note.
  private func unfinishedCopy(_ text: String, at path: String) async -> [Problem] {
    guard let file = try? InputFile(path: path + ISONote.ending), file.size <= ISONote.size,
      let bytes = try? file.read(at: 0, count: ISONote.size), ISONote(bytes) != nil
    else { return [] }
    return [.isoUnfinished(text)]
  }
}

extension Problem {
  /// An ISO is not whole yet.
  static func isoUnfinished(_ name: String) -> Problem {
    Problem(
      code: "iso.unfinished", message: tr("“%1$@” is not copied to its end yet.", name),
      remedy: tr(
        "Wait for the copy, or give “neuron-vm iso add” the same file again; remove it with: neuron-vm iso remove %1$@",
        ShellWord(name.split(separator: "/").last.map(String.init) ?? name)))
  }
}
