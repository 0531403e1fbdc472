import FoundationEssentials
import MachineModel
import Text

/// Finds out which medium a text means, and whether a machine can read it.
struct MediumSurvey {
  let hypervisor: Hypervisor
  /// A path, `POOL/VOLUME` or the name of an ISO of the library, as typed.
  let text: String

  /// The medium, and what may be wrong with it.
  struct Finding: Sendable, Hashable {
    let source: Disk.Source
    let path: String
    let warnings: [String]
  }

  func medium() async throws(NeuronError) -> Finding {
    guard !text.isEmpty else { throw .refused([Problem(code: "medium.missing", message: tr("No ISO is named."))]) }
    let match = try await volume()
    let found = try await hypervisor.medium(match?.image.path ?? text)
    guard found.obstacles.isEmpty else { throw .refused(found.obstacles) }
    let warnings = try judge(found)
    if match == nil, !found.isInPool {
      guard hypervisor.choice.isLocal else { throw .refused([remoteFile]) }
      // A file that is in no pool is the hypervisor's user's to read.
      let problems = try await HypervisorFiles(hypervisor: hypervisor).problems(with: [(.isoPath, found.path)])
      guard problems.isEmpty else { throw .refused(problems) }
    }
    var source = match?.image.source
    if source == nil, found.isInPool { source = try await hypervisor.poolVolume(at: found.path)?.image.source }
    return Finding(source: source ?? .file(found.path), path: found.path, warnings: warnings)
  }

  /// The volume that `POOL/VOLUME` means; nil for a path, and for a name of the library.
  private func volume() async throws(NeuronError) -> VolumeMatch? {
    guard text.contains("/"), !text.hasPrefix("/"), !text.hasPrefix(".") else { return nil }
    if hypervisor.choice.isLocal, FileManager.default.fileExists(atPath: text) { return nil }
    if let match = try await hypervisor.volumes(named: text).first { return match }
    throw .refused([
      Problem(
        code: "medium.missing",
        message: tr("There is no file “%1$@” here, and no volume of that name in a storage pool that runs.", text),
        remedy: tr("Write the file's path, or a volume as POOL/VOLUME; “neuron-vm iso list” shows the ISOs there are."),
        kind: .notFound)
    ])
  }

  /// What a download gave instead of the file helps nobody; anything else a guest may have a use for.
  private func judge(_ found: FoundMedium) throws(NeuronError) -> [String] {
    let problems = found.problems(for: .drive)
    if case .notAnImage(let kind)? = found.recognised?.content, [.webPage, .empty].contains(kind) {
      throw .refused(problems)
    }
    return problems.map { [$0.message, $0.remedy].compactMap(\.self).joined(separator: " ") }
  }

  private var remoteFile: Problem {
    Problem(
      code: "medium.remote",
      message: tr("There is no “%1$@” in a storage pool of the other computer, where the machine is.", text),
      remedy: tr(
        "Copy a file of this computer there first: neuron-vm iso add --connect %1$@ %2$@",
        ShellWord.quoted(hypervisor.choice.uri), ShellWord(text)), kind: .notFound)
  }
}
