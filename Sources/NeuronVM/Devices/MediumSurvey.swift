import FoundationEssentials
import Libvirt
import MachineModel
import SystemPackage
import Text

/// Finds out which medium a text means, and whether a machine can read it.
struct MediumSurvey {
  let hypervisor: Hypervisor
  /// A path, `POOL/VOLUME` or the name of a volume, as typed.
  let text: String

  /// The medium, and what may be wrong with it.
  struct Finding: Sendable, Hashable {
    let source: Disk.Source
    let path: String
    var warnings: [String] = []
  }

  func medium() async throws(NeuronError) -> Finding {
    guard !text.isEmpty else {
      throw .refused([Problem(code: "medium.missing", message: tr("No ISO is named."))])
    }
    let choice = hypervisor.choice
    if choice.isLocal, text.hasPrefix("/") || text.hasPrefix(".") || FileManager.default.fileExists(atPath: text) {
      return try await file(absolute(text))
    }
    if text.hasPrefix("/") {
      if let match = try await hypervisor.volume(at: text) { return try await checked(match) }
      throw .refused([remoteFile])
    }
    let matches = try await hypervisor.volumes(named: text)
    if matches.count > 1 {
      throw .refused([
        Problem(
          code: "medium.several", message: tr("“%1$@” is in several storage pools.", text),
          remedy: tr("Say which one: %1$@.", matches.map(\.title).joined(separator: ", ")))
      ])
    }
    if let match = matches.first { return try await checked(match) }
    if !choice.isLocal, FileManager.default.fileExists(atPath: text) { throw .refused([remoteFile]) }
    throw .refused([
      Problem(
        code: "medium.missing",
        message: tr("There is no file “%1$@”, and no volume of that name in a storage pool.", text),
        remedy: tr("Write the file's path, or a volume as POOL/VOLUME."))
    ])
  }

  private var remoteFile: Problem {
    Problem(
      code: "medium.remote",
      message: tr("“%1$@” is a file of this computer, and the machine is on another.", text),
      remedy: tr(
        "Copy it there first: neuron-vm iso add %1$@ --connect %2$@", ShellWord(text), ShellWord(hypervisor.choice.uri))
    )
  }

  private func file(_ path: String) async throws(NeuronError) -> Finding {
    let problems = try await HypervisorFiles(hypervisor: hypervisor).problems(with: [(.isoPath, path)])
    guard problems.isEmpty else { throw .refused(problems) }
    return try judged(Finding(source: .file(path), path: path), MediumContent(ofFile: path))
  }

  private func checked(_ match: VolumeMatch) async throws(NeuronError) -> Finding {
    var bytes: [UInt8] = []
    let name = StorageVolumeName.name(match.volume, pool: match.pool)
    do {
      try await hypervisor.connection.download(from: name, length: UInt64(MediumContent.length)) { bytes += $0 }
    } catch {
      // What cannot be read from here is not judged: the hypervisor may read it all the same.
      bytes = []
    }
    let content = bytes.isEmpty ? nil : MediumContent(beginning: bytes)
    return try judged(Finding(source: match.image.source, path: match.image.path), content)
  }

  private func judged(_ finding: Finding, _ content: MediumContent?) throws(NeuronError) -> Finding {
    var finding = finding
    switch content {
    case .disc, nil: break
    case .webPage:
      throw .refused([
        Problem(
          code: "medium.webPage", message: tr("“%1$@” is a web page, not an ISO.", finding.path),
          remedy: tr("The download gave a page instead of the file: download it again, from a link to the file itself.")
        )
      ])
    case .other:
      finding.warnings.append(
        tr("“%1$@” is no ISO image (neither ISO 9660 nor UDF), so the guest may not be able to read it.", finding.path))
    }
    return finding
  }

  private func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return FilePath(whole).lexicallyNormalized().string
  }
}
