import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// The machine's CD drives and what is in them.
  public func drives() async throws(NeuronError) -> [DriveState] { try await deviceForms().drives }

  /// Puts a medium into a CD drive, now and for the next start; a machine without a drive gets one with its next start.
  ///
  /// Throws `refused` for a medium that cannot be read, for several drives of which none is named, and for a drive whose
  /// tray the guest holds.
  ///
  /// - Parameters:
  ///   - text: A path, `POOL/VOLUME` or the name of a volume.
  ///   - drive: The drive's target; nil where there is only one.
  ///   - force: Whether the former medium is taken out although the guest uses it.
  public func insert(
    _ text: String, drive: String? = nil, force: Bool = false
  ) async throws(NeuronError) -> DeviceReport {
    let finding = try await MediumSurvey(hypervisor: hypervisor, text: text).medium()
    let title = tr("insert %1$@ into “%2$@”", finding.path, name)
    let (plan, outcome) = try await change(finding.source, drive: drive, force: force, title)
    return try await report(inserting: finding, plan, outcome)
  }

  /// What ``insert(_:drive:force:)`` would come to; nothing is changed.
  public func previewOfInserting(_ text: String, drive: String? = nil) async throws(NeuronError) -> DeviceReport {
    let finding = try await MediumSurvey(hypervisor: hypervisor, text: text).medium()
    let forms = try DeviceForms(try await forms())
    let plan = try MediumPlanner(forms: forms, drive: drive, medium: finding.source).plan()
    return try await report(inserting: finding, plan, plan.outcome(of: forms))
  }

  private func report(
    inserting finding: MediumSurvey.Finding, _ plan: MediumPlan, _ outcome: ChangeOutcome
  ) async throws(NeuronError) -> DeviceReport {
    let message =
      switch outcome {
      case .unchanged: tr("“%1$@” is in the drive %2$@ of “%3$@” already.", finding.path, plan.drive, name)
      case .now: tr("“%1$@” is in the drive %2$@ of “%3$@”.", finding.path, plan.drive, name)
      case .fromNextStart where plan.addsDrive:
        tr(
          "“%1$@” had no CD drive: from its next start on it has the drive %2$@ with “%3$@”.", name, plan.drive,
          finding.path)
      case .fromNextStart:
        tr("“%1$@” is in the drive %2$@ of “%3$@” from its next start on.", finding.path, plan.drive, name)
      }
    return report(
      on: plan.drive, outcome, source: finding.path, message, notes: try await notesOnSave(),
      warnings: finding.warnings)
  }

  /// Empties a CD drive, now and for the next start; see ``insert(_:drive:force:)``.
  public func eject(drive: String? = nil, force: Bool = false) async throws(NeuronError) -> DeviceReport {
    let (plan, outcome) = try await change(nil, drive: drive, force: force, tr("eject the medium of “%1$@”", name))
    return try await report(ejecting: plan, outcome)
  }

  /// What ``eject(drive:force:)`` would come to; nothing is changed.
  public func previewOfEjecting(drive: String? = nil) async throws(NeuronError) -> DeviceReport {
    let forms = try DeviceForms(try await forms())
    let plan = try MediumPlanner(forms: forms, drive: drive, medium: nil).plan()
    return try await report(ejecting: plan, plan.outcome(of: forms))
  }

  private func report(
    ejecting plan: MediumPlan, _ outcome: ChangeOutcome
  ) async throws(NeuronError) -> DeviceReport {
    let message =
      switch outcome {
      case .unchanged: tr("The drive %1$@ of “%2$@” is empty already.", plan.drive, name)
      case .now: tr("The drive %1$@ of “%2$@” is empty.", plan.drive, name)
      case .fromNextStart: tr("The drive %1$@ of “%2$@” is empty from its next start on.", plan.drive, name)
      }
    return report(on: plan.drive, outcome, source: nil, message, notes: try await notesOnSave())
  }

  private func change(
    _ medium: Disk.Source?, drive: String?, force: Bool, _ title: String
  ) async throws(NeuronError) -> (MediumPlan, ChangeOutcome) {
    var made: MediumPlan?
    let outcome = try await changing(title) { change throws(NeuronError) in
      let forms = try DeviceForms(change.before)
      let plan = try MediumPlanner(forms: forms, drive: drive, medium: medium).plan()
      made = plan
      for step in plan.steps { try await perform(step, of: plan, force: force) }
    }
    guard let plan = made else { throw changedMeanwhile }
    return (plan, plan.steps.isEmpty ? .unchanged : outcome)
  }

  private func perform(
    _ step: MediumPlan.Step, of plan: MediumPlan, force: Bool
  ) async throws(NeuronError) {
    let doing = plan.medium == nil ? tr("Ejecting the medium") : tr("Inserting the medium")
    do {
      switch step {
      case .add(let element):
        try await connection.withDomain(id) { domain throws(LibvirtError) in
          try domain.attachDevice(element.textForLibvirt(), to: .config)
        }
      case .update(let element, let target):
        // libvirt waits five seconds for a guest that holds the tray.
        try await connection.withDomain(id, .long, deadline: .seconds(60)) { domain throws(LibvirtError) in
          try domain.updateDevice(element.textForLibvirt(), in: target, force: force)
        }
      }
    } catch {
      // libvirt says this of the tray alone: the guest was asked to open it, and did not.
      if error.code == .operationFailed, case .update(_, let target) = step, target.contains(.live), !force {
        throw .refused([locked(plan)])
      }
      if error.code == .noDomain { throw .machineNotFound(name) }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: doing)
    }
  }

  private func locked(_ plan: MediumPlan) -> Problem {
    let words = plan.medium.flatMap(\.place).map { ShellWord(name, "insert", $0) } ?? ShellWord(name, "eject")
    return Problem(
      code: "drive.locked",
      message: tr("The guest of “%1$@” uses the medium in the drive %2$@ and does not let it go.", name, plan.drive),
      remedy: tr(
        "Eject it in the guest first. To pull it out all the same: neuron-vm cdrom --force %1$@ %2$@",
        ShellWord(option: "--drive", plan.drive), words))
  }
}
