import Libvirt
import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine gets a shared folder, or why not.
struct SharePlanner {
  let forms: DeviceForms
  let facts: ShareFacts
  /// The name for the guest as typed; nil for the folder's own.
  let tag: String?
  let isReadOnly: Bool

  func plan() throws(NeuronError) -> SharePlan {
    var problems = facts.problems
    let name = named(&problems)
    let others = forms.sharedFolders.map(\.folder)
    if let same = others.first(where: { $0.path == facts.path }) {
      // Asked for once more, as it is.
      if problems.isEmpty, same.isReadOnly == isReadOnly, tag == nil || tag == same.tag {
        return SharePlan(folder: same, step: .nothing, sharesMemory: false)
      }
      problems.append(
        Problem(
          code: "folder.shared", message: tr("“%1$@” sees “%2$@” already, as “%3$@”.", forms.name, same.path, same.tag),
          remedy: tr("Take it away first: neuron-vm share %1$@", ShellWord(forms.name, "remove", same.tag))))
    } else if let name, others.contains(where: { $0.tag == name.description }) {
      problems.append(
        Problem(
          code: "tag.taken", message: tr("“%1$@” has a shared folder “%2$@” already.", forms.name, name),
          remedy: tr("Choose another name with --as.")))
    }
    let memory = MemorySharing(of: forms.definition)
    problems += hostProblems(memory)
    guard problems.isEmpty, let name else { throw .refused(problems) }
    let folder = SharedFolder(tag: name, path: facts.path, isReadOnly: isReadOnly)
    guard memory == .shared else {
      return SharePlan(folder: folder, step: .define(definition(with: folder)), sharesMemory: true)
    }
    // What runs may have been started before its memory was shared.
    let canHotPlug = facts.canHotPlug && forms.running.map { MemorySharing(of: $0) == .shared } ?? false
    let target: DomainTarget = canHotPlug && forms.hotPlug?.hasFreePort == true ? [.live, .config] : .config
    return SharePlan(folder: folder, step: .attach(target), sharesMemory: false)
  }

  private func named(_ problems: inout [Problem]) -> SharedFolderTag? {
    guard let tag else {
      if let name = SharedFolderTag(folder: facts.path) { return name }
      problems.append(
        Problem(
          code: "tag", message: tr("“%1$@” gives no name for the guest.", facts.path),
          remedy: tr("Choose one with --as.")))
      return nil
    }
    do throws(SharedFolderTagError) {
      return try SharedFolderTag(parsing: tag)
    } catch {
      problems.append(Problem(code: "tag", message: error.description, remedy: tr("Choose another name with --as.")))
      return nil
    }
  }

  private func hostProblems(_ memory: MemorySharing) -> [Problem] {
    let capabilities = facts.capabilities
    var problems: [Problem] = []
    if capabilities.isKnown, !capabilities.filesystemDrivers.contains("virtiofs") {
      problems.append(
        Problem(
          code: "share.host", message: tr("This host offers no shared folders (virtiofs)."),
          remedy: tr("On Debian 12 virtiofsd is in qemu-system-common, later in virtiofsd.")))
    }
    problems += supportProblems
    switch memory {
    case .shared: break
    case .privateCells:
      problems.append(
        Problem(
          code: "memory.private",
          message: tr(
            "“%1$@” keeps the memory of a NUMA cell private, and a shared folder needs it shared.", forms.name),
          remedy: tr("Change memAccess to shared: neuron-vm edit %1$@", ShellWord(forms.name))))
    case .possible:
      let hasHugePages = forms.definition.first("memoryBacking", "hugepages") != nil
      if capabilities.isKnown, !hasHugePages, !capabilities.memorySources.contains("memfd") {
        problems.append(
          Problem(code: "memory.memfd", message: tr("This host offers no memory that can be shared (memfd).")))
      }
    }
    return problems
  }

  private var supportProblems: [Problem] {
    switch facts.support {
    case .full, .unknown: return []
    case .notReadOnly:
      return [
        Problem(
          code: "share.readOnly", message: tr("This host's libvirt cannot share a folder read-only; libvirt 11 can."),
          remedy: tr(
            "Make a read-only view of it on the host, and share that: mount --bind -o ro %1$@ FOLDER",
            ShellWord(facts.path)))
      ]
    case .none where facts.isSession:
      return [
        Problem(
          code: "share.session",
          message: tr(
            "This host's libvirt shares folders with the system's machines only; libvirt 10 also with a user's."),
          remedy: tr("Make the machine at qemu:///system instead."))
      ]
    case .none:
      return [
        Problem(
          code: "share.unsupported", message: tr("This host's libvirt shares no folders with a machine of this kind."))
      ]
    }
  }

  private func definition(with folder: SharedFolder) -> Element {
    var domain = MemorySharing.sharing(forms.definition)
    guard
      let place = domain.children.firstIndex(where: { node in
        node.element.map { $0.name == "devices" && $0.namespace == nil } ?? false
      }),
      var devices = domain.children[place].element
    else { return domain }
    devices.children.append(.element(folder.element))
    domain.children[place] = .element(devices)
    return domain
  }
}
