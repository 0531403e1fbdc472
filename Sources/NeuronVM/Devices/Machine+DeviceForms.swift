import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// The machine's two documents, for looking only; of a machine without a definition both say what runs.
  func deviceForms() async throws(NeuronError) -> DeviceForms {
    let (name, definition, running) = try await asking(tr("Reading the definition")) { domain throws(LibvirtError) in
      (try domain.name, try domain.xml(.inactive), try domain.isActive ? try domain.xml() : nil)
    }
    let element: Element? = if let running { try Element(definition: running) } else { nil }
    return DeviceForms(name: name, definition: try Element(definition: definition), running: element)
  }

  /// What has to be known of a machine whose memory is on disk: it goes on with the devices that it had.
  func notesOnSave() async throws(NeuronError) -> [String] {
    let isSaved = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in
      (try? domain.hasManagedSave) ?? false
    }
    guard isSaved else { return [] }
    return [
      tr(
        "The memory of “%1$@” is saved: it goes on with the devices that it had, and this holds from the start after that.",
        name)
    ]
  }

  /// Refuses what a saved machine would not survive: it goes on with its disks as they were.
  func refuseIfSaved(_ doing: String) async throws(NeuronError) {
    guard try await !notesOnSave().isEmpty else { return }
    throw .refused([
      Problem(
        code: "machine.saved",
        message: tr(
          "The memory of “%1$@” is saved and counts on its disks as they are: %2$@ is not possible.", name, doing),
        remedy: tr(
          "Let it go on, and shut it down: neuron-vm restore %1$@, then neuron-vm stop %1$@", ShellWord(name)))
    ])
  }

  /// A report on one of this machine's devices.
  func report(
    on device: String, _ outcome: ChangeOutcome, source: String?, _ message: String, notes: [String] = [],
    warnings: [String] = []
  ) -> DeviceReport {
    DeviceReport(
      machine: name, id: id, device: device, outcome: outcome, source: source, message: message, notes: notes,
      warnings: warnings)
  }
}
