import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Gives the machine another name; its disks' files keep theirs.
  ///
  /// Throws `refused` with everything that stands in the way: a name that cannot be one or is taken, a machine that is not
  /// off, and what libvirt cannot rename.
  public func rename(to text: String) async throws(NeuronError) -> ChangeOutcome {
    // One that another tool started without defining it would be gone with the remedy for one that runs.
    _ = try await forms()
    var problems: [Problem] = []
    do {
      _ = try MachineName(parsing: text)
    } catch {
      problems.append(Problem(code: "name", message: error.description))
    }
    if text != name, try await isTaken(text) {
      problems.append(
        Problem(
          code: "name.taken", message: tr("There is a machine “%1$@” already.", text),
          remedy: tr("Choose another name.")))
    }
    problems += try await obstaclesToRenaming()
    guard problems.isEmpty else { throw .refused(problems) }
    if text == name { return .unchanged }
    return try await changing(tr("rename “%1$@” to “%2$@”", name, text)) { change throws(NeuronError) in
      try await performRename(to: text, in: change)
    }
  }

  /// Renames within a change.
  func performRename(to text: String, in change: MachineChange) async throws(NeuronError) {
    let before = change.before
    let problems = try await obstaclesToRenaming()
    guard problems.isEmpty else { throw .refused(problems) }
    let isTaken = try await isTaken(text)
    guard !isTaken else {
      throw .refused([
        Problem(code: "name.taken", message: tr("There is a machine “%1$@” already.", text))
      ])
    }
    if let path = try firmwareVariables(of: before) {
      var domain = try before.definition.element()
      domain.edit("os") { $0.edit("nvram") { $0.setText(path) } }
      try await change.define(try domain.definitionText())
    }
    do throws(NeuronError) {
      try await asking(tr("Renaming the machine")) { domain throws(LibvirtError) in try domain.rename(to: text) }
    } catch {
      // Nobody asked for the line with the variables alone.
      if let now = try? await forms().definition, now != before.definition {
        _ = try? await change.define(before.definition.xml, madeFrom: now)
      }
      throw error
    }
  }

  /// The file of the firmware's variables that a machine would lose by another name; nil when there is none.
  ///
  /// Where the definition leaves the firmware to libvirt, libvirt before 9.2 takes a file that is called after the machine,
  /// at each start anew: under another name the machine would begin with empty variables, without its boot entries and
  /// keys. With the file's path in the definition it keeps them.
  private func firmwareVariables(of before: MachineForms) throws(NeuronError) -> String? {
    let system = try before.definition.element().first("os")
    guard system?["firmware"] == "efi", system?.first("nvram") == nil else { return nil }
    guard let path = hypervisor.standardVariables(of: before.name) else { return nil }
    // A system's folder cannot be looked into by everybody.
    return !hypervisor.choice.isSession || FileManager.default.fileExists(atPath: path) ? path : nil
  }

  private func isTaken(_ text: String) async throws(NeuronError) -> Bool {
    let found = try await hypervisor.lookUp { () async throws(LibvirtError) in
      try await connection.domainID(named: text)
    }
    return found.map { $0 != id } ?? false
  }

  private func obstaclesToRenaming() async throws(NeuronError) -> [Problem] {
    let state = try await state()
    if state.isActive {
      return [
        Problem(
          code: "machine.active",
          message: tr("“%1$@” is %2$@; only a machine that is off can be renamed.", name, state.title),
          remedy: state == .paused
            ? tr("Let it go on and shut it down: neuron-vm resume %1$@, then neuron-vm stop %1$@", ShellWord(name))
            : tr("Switch it off first: neuron-vm stop %1$@", ShellWord(name)))
      ]
    }
    let isSaved = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in
      try domain.hasManagedSave
    }
    guard isSaved else { return [] }
    return [
      Problem(
        code: "machine.saved", message: tr("The memory of “%1$@” is saved on disk, under its name.", name),
        remedy: tr(
          "Let it go on and shut it down first: neuron-vm start %1$@, then neuron-vm stop %1$@", ShellWord(name)))
    ]
  }
}
