import Hardware
import Libvirt
import MachineModel
import Text
import XML

/// Whether the hypervisor can read the files that a machine is to use.
struct HypervisorFiles {
  let hypervisor: Hypervisor

  /// Everything that keeps the hypervisor from the files; at another computer libvirt looks whether they are there.
  func problems(
    with files: [(variable: TemplateVariable, path: String)]
  ) async throws(NeuronError) -> [Problem] {
    guard !files.isEmpty, !hypervisor.choice.isTest else { return [] }
    guard hypervisor.choice.isLocal else { return await problemsThere(with: files) }
    let reader = try await reader()
    return files.compactMap { file in
      reader.access.obstacle(to: file.path, onlyFolders: reader.canRelabel).map {
        problem(file.variable, file.path, $0, reader)
      }
    }
  }

  /// What keeps the hypervisor from a ROM's file, which libvirt does not make readable to it.
  func problems(withROM path: String) async throws(NeuronError) -> [Problem] {
    let reader = try await reader()
    return reader.access.obstacle(to: path).map { [problem(.romPath, path, $0, reader)] } ?? []
  }

  /// A path means the other computer's file, whatever is here.
  private func problemsThere(with files: [(variable: TemplateVariable, path: String)]) async -> [Problem] {
    var problems: [Problem] = []
    for file in files {
      guard case .missing = await VolumeLook(hypervisor: hypervisor).look(for: .file(file.path)) else {
        continue
      }
      problems.append(
        Problem(
          code: file.variable.rawValue,
          message: tr("There is no file “%1$@” at %2$@.", file.path, hypervisor.choice.uri),
          remedy: tr("Paths are those of that computer. Copy the file there first."), kind: .notFound))
    }
    return problems
  }

  /// Whom the files have to be readable for.
  private struct Reader {
    let access: FileAccess
    /// Whether libvirt gives a machine's files to that user itself.
    let canRelabel: Bool
  }

  private func reader() async throws(NeuronError) -> Reader {
    if hypervisor.choice.isSession { return Reader(access: .own, canRelabel: false) }
    let xml = try await hypervisor.asking(tr("Asking for the hypervisor's user")) { () async throws(LibvirtError) in
      try await hypervisor.connection.capabilities()
    }
    let label = (try? Element(parsing: xml))?.all("host", "secmodel")
      .first { $0.first("model")?.text == "dac" }?.all("baselabel").first?.text
    // Written “+64055:+64055”: the user's and the group's number.
    let numbers = label?.split(separator: ":").compactMap { UInt32($0.drop { $0 == "+" }) } ?? []
    guard numbers.count == 2 else { return Reader(access: FileAccess(user: 0, groups: []), canRelabel: false) }
    return Reader(access: FileAccess(user: numbers[0], groups: [numbers[1]]), canRelabel: true)
  }

  private func problem(
    _ variable: TemplateVariable, _ path: String, _ obstacle: FileAccess.Obstacle, _ reader: Reader
  ) -> Problem {
    let code = variable.rawValue
    switch obstacle {
    case .missing: return Problem(code: code, message: tr("There is no file “%1$@”.", path), kind: .notFound)
    case .unseen: return Problem(code: code, message: tr("“%1$@” cannot be seen by this user.", path))
    case .isFolder: return Problem(code: code, message: tr("“%1$@” is a folder, not a file.", path))
    case .folder(let folder):
      return Problem(
        code: code,
        message: tr("The hypervisor cannot reach “%1$@”: its user may not pass through “%2$@”.", path, folder),
        remedy: isMedium(variable)
          ? tr(
            "Copy it to where the hypervisor can read it, and name it by its name there: neuron-vm iso add %1$@",
            ShellWord(path))
          : tr(
            "Move the file to /var/lib/libvirt/images, or let that user through: %1$@setfacl -m u:%2$@:x %3$@",
            FileRights(folder).sudo, reader.access.user, ShellWord(folder)))
    case .file(let file):
      return Problem(
        code: code, message: tr("The hypervisor may not read “%1$@”.", file),
        remedy: isMedium(variable)
          ? tr(
            "Copy it to where the hypervisor can read it, and name it by its name there: neuron-vm iso add %1$@",
            ShellWord(path))
          : tr("Make it readable: %1$@chmod a+r %2$@", FileRights(file).sudo, ShellWord(file)))
    }
  }

  /// Whether it may be copied to the ISO library; a kernel has to stay where it is.
  private func isMedium(_ variable: TemplateVariable) -> Bool { [.isoPath, .driversISOPath].contains(variable) }
}
