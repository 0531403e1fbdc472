import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// The definition, to be edited.
  public func draft() async throws(NeuronError) -> EditDraft {
    EditDraft(machine: self, original: try await forms().definition)
  }
}

extension EditDraft {
  /// What an edited text changes; nil when it is the original, but for line ends at its end.
  ///
  /// Throws `refused` when the text is no definition of this machine: not well-formed (with the line), not a `<domain>`, or
  /// with another name or UUID, for which there are commands.
  public func difference(to text: String) throws(NeuronError) -> LineDifference? {
    let difference = LineDifference(from: original.xml, to: text)
    if difference.isEmpty { return nil }
    let domain: Element
    do {
      domain = try Element(parsing: text)
    } catch {
      throw .refused([Problem(code: "edit.xml", message: error.message)])
    }
    guard domain.name == "domain", domain.namespace == nil else {
      throw .refused([
        Problem(code: "edit.root", message: tr("The definition of a machine is a <domain>, not a <%1$@>.", domain.name))
      ])
    }
    var problems: [Problem] = []
    let old = try original.element()
    let name = old.first("name")?.text ?? machine.name
    if domain.first("name")?.text != name {
      problems.append(
        Problem(
          code: "edit.name", message: tr("The name is not changed here."),
          remedy: tr("Write it back, and rename the machine: neuron-vm rename %1$@ NEW", ShellWord(name))))
    }
    if domain.first("uuid").flatMap({ UUID(uuidString: $0.text) }) != machine.id {
      problems.append(
        Problem(
          code: "edit.uuid", message: tr("The UUID tells libvirt which machine it is, and stays."),
          remedy: tr("Write it back. Another machine like this one: neuron-vm clone %1$@ NEW", ShellWord(name))))
    }
    guard problems.isEmpty else { throw .refused(problems) }
    return difference
  }

  /// Makes the edited text the machine's definition.
  ///
  /// Throws `refused` with `machine.changed` when the machine has been changed since the editing began, and `hypervisor`
  /// with libvirt's own words when it does not accept the text.
  public func define(_ text: String) async throws(NeuronError) -> ChangeOutcome {
    try await machine.changing(tr("edit “%1$@”", machine.name)) { change throws(NeuronError) in
      try await change.define(text, madeFrom: original, validates: true)
    }
  }
}
