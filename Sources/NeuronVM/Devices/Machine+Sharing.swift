import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// The folders that the machine sees.
  public func sharedFolders() async throws(NeuronError) -> [SharedFolderState] {
    try await deviceForms().sharedFolders
  }

  /// Lets the machine see a folder of its host by virtiofs: now where its memory is shared already and a place is free,
  /// else from its next start on.
  ///
  /// Throws `refused` with all that stands in the way, also where this host's libvirt cannot do it for this connection,
  /// or not read-only.
  ///
  /// - Parameters:
  ///   - folder: The folder, as typed.
  ///   - tag: The name for the guest; nil for the folder's own.
  public func share(
    _ folder: String, as tag: String? = nil, isReadOnly: Bool = false
  ) async throws(NeuronError) -> DeviceReport {
    var made: (plan: SharePlan, facts: ShareFacts)?
    let outcome = try await changing(tr("share %1$@ with “%2$@”", folder, name)) { change throws(NeuronError) in
      let forms = try DeviceForms(change.before)
      let facts = try await ShareSurvey(
        machine: self, folder: folder, forms: forms, isReadOnly: isReadOnly
      ).facts()
      let plan = try SharePlanner(forms: forms, facts: facts, tag: tag, isReadOnly: isReadOnly).plan()
      made = (plan, facts)
      try await perform(plan, change)
    }
    guard let (plan, facts) = made else { throw changedMeanwhile }
    return try await report(sharing: plan, outcome, facts)
  }

  /// What ``share(_:as:isReadOnly:)`` would come to; nothing is changed.
  public func previewOfSharing(
    _ folder: String, as tag: String? = nil, isReadOnly: Bool = false
  ) async throws(NeuronError) -> DeviceReport {
    let forms = try DeviceForms(try await forms())
    let facts = try await ShareSurvey(machine: self, folder: folder, forms: forms, isReadOnly: isReadOnly).facts()
    let plan = try SharePlanner(forms: forms, facts: facts, tag: tag, isReadOnly: isReadOnly).plan()
    return try await report(sharing: plan, plan.isLive || forms.running == nil ? .now : .fromNextStart, facts)
  }

  private func report(
    sharing plan: SharePlan, _ outcome: ChangeOutcome, _ facts: ShareFacts
  ) async throws(NeuronError) -> DeviceReport {
    let shared = plan.folder
    let message =
      switch (plan.step, outcome) {
      case (.nothing, _): tr("“%1$@” sees “%2$@” already, as “%3$@”.", name, shared.path, shared.tag)
      case (_, .fromNextStart):
        tr("“%1$@” sees “%2$@” as “%3$@” from its next start on.", name, shared.path, shared.tag)
      default: tr("“%1$@” sees “%2$@” as “%3$@”.", name, shared.path, shared.tag)
      }
    var notes: [String] = []
    if plan.sharesMemory {
      notes.append(tr("Its memory is shared with the host for it (memfd), which holds from the next start on too."))
    }
    notes += SharedFolderState.guestNotes(shared.tag) + (try await notesOnSave())
    return report(
      on: shared.tag, plan.step == .nothing ? .unchanged : outcome, source: shared.path, message, notes: notes,
      warnings: facts.warnings)
  }

  /// Takes a shared folder away, from the definition and from what runs; the folder itself stays.
  ///
  /// Throws `deviceHeld` when the guest does not let it go within `limit`.
  public func unshare(_ tag: String, within limit: Duration? = nil) async throws(NeuronError) -> DeviceReport {
    var path = ""
    let outcome = try await changing(tr("stop sharing “%1$@” with “%2$@”", tag, name)) { change throws(NeuronError) in
      let forms = try DeviceForms(change.before)
      let (definition, running) = forms.folder(tag)
      guard let element = definition ?? running else { throw .refused([noFolder(tag, forms)]) }
      path = SharedFolder(element: element)?.path ?? ""
      try await detach(
        definition: definition, running: running, device: tag, doing: tr("Taking the folder away"),
        within: limit ?? .seconds(30))
    }
    return try await report(unsharing: tag, path, outcome)
  }

  /// What ``unshare(_:within:)`` would come to; nothing is changed.
  public func previewOfUnsharing(_ tag: String) async throws(NeuronError) -> DeviceReport {
    let forms = try DeviceForms(try await forms())
    let (definition, running) = forms.folder(tag)
    guard let element = definition ?? running else { throw .refused([noFolder(tag, forms)]) }
    return try await report(unsharing: tag, SharedFolder(element: element)?.path ?? "", .now)
  }

  private func report(
    unsharing tag: String, _ path: String, _ outcome: ChangeOutcome
  ) async throws(NeuronError) -> DeviceReport {
    report(
      on: tag, outcome, source: path, tr("“%1$@” no longer sees “%2$@”.", name, path), notes: try await notesOnSave())
  }

  private func noFolder(_ tag: String, _ forms: DeviceForms) -> Problem {
    let tags = forms.sharedFolders.map(\.folder.tag)
    return Problem(
      code: "share.missing", message: tr("“%1$@” has no shared folder “%2$@”.", name, tag),
      remedy: tags.isEmpty ? tr("It has none.") : tr("Its shared folders are: %1$@.", tags.joined(separator: ", ")),
      kind: .notFound)
  }

  private func perform(_ plan: SharePlan, _ change: MachineChange) async throws(NeuronError) {
    switch plan.step {
    case .nothing: break
    case .define(let domain):
      try await change.define(try domain.definitionText())
    case .attach(let target):
      try await asking(tr("Sharing the folder"), .long) { domain throws(LibvirtError) in
        try domain.attachDevice(plan.folder.element.textForLibvirt(), to: target)
      }
    }
  }
}

extension SharedFolderState {
  /// What to do in the guest, for a folder of this tag.
  static func guestNotes(_ tag: String) -> [String] {
    [
      tr("In Linux: sudo mount -t virtiofs %1$@ /mnt", tag),
      tr(
        "In Windows: install WinFsp (winfsp.dev) and virtio-win-guest-tools, then set the service “VirtIO-FS Service” to start automatically; the folder is drive Z:."
      ),
      tr("While it is shared, a running machine can be neither saved nor moved to another host."),
    ]
  }
}
