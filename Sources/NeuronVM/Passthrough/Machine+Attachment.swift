import Hardware
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides how the machine is given a device of its host; nothing is changed.
  ///
  /// Throws `deviceNotFound`, or `refused` with everything that stands in the way.
  ///
  /// - Parameter root: A folder with a saved host, to see what would be said there; nil for this computer.
  public func attachmentPlan(
    _ request: AttachmentRequest, root: String? = nil
  ) async throws(NeuronError) -> HostDeviceReport {
    let forms = try await deviceForms()
    let plan = try await plan(request, forms, try hostRoot(root, for: request))
    let message =
      plan.isEmpty
      ? tr("“%1$@” has %2$@ already.", name, plan.title) : tr("“%1$@” would get %2$@.", name, plan.title)
    return report(plan, nil, message)
  }

  /// Gives the machine a device of its host, with all its functions: from the next start on, and now when it runs.
  ///
  /// One new definition, so it is all or nothing; while the machine runs every function is taken from the host before the
  /// first goes to the guest, and all of them come back when one fails.
  public func attach(_ request: AttachmentRequest) async throws(NeuronError) -> HostDeviceReport {
    let root = try hostRoot(nil, for: request)
    var made: AttachmentPlan?
    let title = tr("give %1$@ to “%2$@”", request.address, name)
    let outcome = try await changing(title) { change throws(NeuronError) in
      let plan = try await plan(request, try DeviceForms(change.before), root)
      made = plan
      let definition = try plan.definition?.definitionText()
      try await LiveAttachment(machine: self, title: title, elements: plan.live, first: plan.subject.primary.address)
        .perform {
          () async throws(NeuronError) in
          if let definition { try await change.define(definition) }
        }
      if !plan.live.isEmpty { await noteLive() }
    }
    guard let plan = made else { throw changedMeanwhile }
    let message =
      switch outcome {
      case .unchanged: tr("“%1$@” has %2$@ already.", name, plan.title)
      case .fromNextStart: tr("“%1$@” has %2$@ from its next start on.", name, plan.title)
      case .now: tr("“%1$@” has %2$@.", name, plan.title)
      }
    return report(plan, outcome, message)
  }

  private func plan(
    _ request: AttachmentRequest, _ forms: DeviceForms, _ root: HostRoot
  ) async throws(NeuronError) -> AttachmentPlan {
    let facts = try await AttachmentSurvey(machine: self, request: request, forms: forms, root: root).facts()
    return try AttachmentPlanner(forms: forms, facts: facts).plan()
  }

  /// The host that is looked at: this computer, or a saved one.
  private func hostRoot(_ root: String?, for request: AttachmentRequest) throws(NeuronError) -> HostRoot {
    guard root != nil || (hypervisor.choice.isLocal && !hypervisor.choice.isTest) else {
      throw .refused([
        Problem(
          code: "host.remote",
          message: tr("The devices of %1$@ cannot be judged from here: it is another computer.", hypervisor.choice.uri),
          remedy: tr("Run this on that computer, without --connect."))
      ])
    }
    do throws(HostRootError) {
      return try HostRoot(root ?? "/")
    } catch {
      throw NeuronError(error)
    }
  }

  private func report(_ plan: AttachmentPlan, _ outcome: ChangeOutcome?, _ message: String) -> HostDeviceReport {
    var notes: [String] = []
    if !plan.isEmpty, plan.subject.isGraphics, let domain = plan.definition,
      domain.all("devices", "video").contains(where: { $0.first("model")?["type"] != "none" })
    {
      notes.append(
        tr(
          "Its emulated screen stays beside the card. When the card's picture is there, take it away by <model type='none'/>: neuron-vm edit %1$@",
          ShellWord(name)))
    }
    if outcome != nil, outcome != .unchanged {
      notes.append(tr("To take it back: neuron-vm undo %1$@", ShellWord(name)))
    }
    return HostDeviceReport(
      machine: name, id: id, device: plan.title, functions: plan.subject.functions.map(\.address), steps: plan.steps,
      difference: plan.difference, outcome: outcome, message: message, notes: notes, warnings: plan.warnings)
  }
}

extension AttachmentPlan {
  /// The device for a sentence.
  var title: String { "\(subject.primary.title) (\(subject.primary.address))" }
}
