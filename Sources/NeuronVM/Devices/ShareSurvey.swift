import FoundationEssentials
import Glibc
import Hardware
import Libvirt
import MachineModel
import Text
import XML

/// Asks this computer and the hypervisor what the planning of a shared folder has to know.
struct ShareSurvey {
  let machine: Machine
  /// The folder as typed.
  let folder: String
  let forms: DeviceForms
  let isReadOnly: Bool

  private var hypervisor: Hypervisor { machine.hypervisor }

  func facts() async throws(NeuronError) -> ShareFacts {
    var capabilities = HostCapabilities.unknown
    if let type = DomainType(rawValue: forms.definition["type"] ?? ""),
      let known = try await hypervisor.capabilities(type)
    {
      capabilities = known
    }
    var facts = ShareFacts(path: absolute, capabilities: capabilities)
    if forms.running != nil {
      facts.canHotPlug = try await machine.asking(tr("Reading the state")) { domain throws(LibvirtError) in
        domain.hasControlGroup
      }
    }
    facts.isSession = hypervisor.choice.isSession
    facts.support = try await ShareProbe(hypervisor: hypervisor, domain: forms.definition).support(
      isReadOnly: isReadOnly)
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest else {
      if !folder.hasPrefix("/") {
        facts.problems.append(
          Problem(
            code: "folder.remote",
            message: tr("“%1$@” would be a folder of this computer, and the machine is on another.", folder),
            remedy: tr("Write the folder's path there, beginning with a slash.")))
      } else {
        // Whose it is cannot be seen from here; where the system lives is the same everywhere.
        facts.path = URL(filePath: folder).standardized.path
        let judgement = FolderJudgement(path: facts.path, owner: 0, user: 0)
        if let problem = judgement.problem { facts.problems.append(problem) }
      }
      return facts
    }
    look(&facts)
    return facts
  }

  private var absolute: String {
    folder.hasPrefix("/") || !hypervisor.choice.isLocal
      ? folder : FileManager.default.currentDirectoryPath + "/" + folder
  }

  private func look(_ facts: inout ShareFacts) {
    let path = URL(filePath: absolute).resolvingSymlinksInPath().standardized.path
    facts.path = path
    let files = FileManager.default
    var isFolder = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
      facts.problems.append(
        Problem(code: "folder.missing", message: tr("There is no folder “%1$@”.", folder), kind: .notFound))
      return
    }
    guard isFolder else {
      facts.problems.append(
        Problem(code: "folder.file", message: tr("“%1$@” is a file, and a folder is shared as a whole.", folder)))
      return
    }
    // Root serves it on the system's hypervisor; on a session it is this user.
    if hypervisor.choice.isSession, !files.isReadableFile(atPath: path) || !files.isExecutableFile(atPath: path) {
      facts.problems.append(Problem(code: "folder.unreadable", message: tr("You may not read “%1$@” yourself.", path)))
      return
    }
    let parts = path.split(separator: "/")
    var judgement = FolderJudgement(path: path, owner: FileRights(path).owner ?? 0, user: geteuid())
    if parts.count >= 2, parts[0] == "home" { judgement.homeOwner = FileRights("/home/" + parts[1]).owner }
    if let problem = judgement.problem { facts.problems.append(problem) }
    if let warning = judgement.warning { facts.warnings.append(warning) }
  }
}
