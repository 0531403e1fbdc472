import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides how the machine is set to what is asked; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func settingsPlan(_ request: SettingsRequest) async throws(NeuronError) -> SettingsPlan {
    let before = try await forms()
    return try SettingsPlanner.plan(request, facts: try await settingsFacts(request), before: before)
  }

  /// Sets the machine to what is asked: all of it, or nothing.
  ///
  /// The definition changes in one step. What runs follows as far as the hypervisor lets it; the rest waits for the next
  /// start, as the outcome says.
  public func set(_ request: SettingsRequest) async throws(NeuronError) -> SettingsOutcome {
    let facts = try await settingsFacts(request)
    var outcome = SettingsOutcome(changes: [], warnings: [])
    _ = try await changing(tr("set %1$@ of “%2$@”", request.words, name)) { change throws(NeuronError) in
      let plan = try SettingsPlanner.plan(request, facts: facts, before: change.before)
      try await apply(plan, change)
      outcome = try await self.outcome(of: plan)
    }
    return outcome
  }

  private func apply(_ plan: SettingsPlan, _ change: MachineChange) async throws(NeuronError) {
    var live = plan.live
    if let definition = plan.definition {
      if let call = plan.onlyCall {
        // A network card is another one while the machine runs, with the host's end of its cable.
        let isForBoth = call.setting != .network
        try await perform(call, in: isForBoth ? change.target : .config)
        if isForBoth { live = [] }
      } else {
        try await change.define(try definition.definitionText())
      }
    }
    if let autostart = plan.autostart {
      do throws(NeuronError) {
        try await asking(tr("Changing autostart")) { domain throws(LibvirtError) in
          try domain.setStartsAutomatically(autostart)
        }
      } catch {
        if plan.definition != nil {
          let now = try await forms().definition
          try await change.define(change.before.definition.xml, madeFrom: now)
        }
        throw error
      }
    }
    // What the hypervisor refuses to do now holds from the next start on.
    for step in live { try? await perform(step, in: .live) }
  }

  private func perform(_ step: SettingsPlan.LiveStep, in target: DomainTarget) async throws(NeuronError) {
    var interface = ""
    if case .network(let element) = step { interface = try element.definitionText() }
    let xml = interface
    try await asking(tr("Changing the machine"), .long) { domain throws(LibvirtError) in
      switch step {
      case .memory(let amount): try domain.setMemory(amount.bytes >> 10, in: target)
      case .processors(let count): try domain.setProcessors(count, in: target)
      case .title(let text): try domain.setTitle(text, in: target)
      case .description(let text): try domain.setDescription(text, in: target)
      case .network: try domain.updateDevice(xml, in: target)
      }
    }
  }

  /// The plan's changes with what has become of them.
  private func outcome(of plan: SettingsPlan) async throws(NeuronError) -> SettingsOutcome {
    let forms = try await forms()
    // As planned: nothing runs that could have been asked.
    guard forms.running != nil || !forms.isSaved else {
      return SettingsOutcome(changes: plan.changes, warnings: plan.warnings)
    }
    let pending = Set(try forms.pendingChanges().map(\.aspect))
    let changes = plan.changes.map { change in
      var change = change
      guard change.setting != .autostart else { return change }
      let waits = pending.contains(change.setting.aspect)
      // A guest takes its time to give memory back, and one without a driver never does.
      change.holds = !waits ? .now : change.setting == .memory && change.holds == .now ? .asked : .fromNextStart
      return change
    }
    return SettingsOutcome(changes: changes, warnings: plan.warnings)
  }

  private func settingsFacts(_ request: SettingsRequest) async throws(NeuronError) -> SettingsFacts {
    var facts = SettingsFacts()
    facts.isSaved = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in
      try domain.hasManagedSave
    }
    if request.memory != nil {
      facts.hostMemory = (try? await connection.hostMemory()).map(ByteCount.kibibytes)
      facts.leastMemory = try await leastMemory()
    }
    if request.processors != nil {
      let type = try await description().type.flatMap(DomainType.init(rawValue:)) ?? .kvm
      facts.mostProcessors = try await hypervisor.capabilities(type)?.maximumProcessors
    }
    switch request.network.flatMap({ try? NetworkAttachment(parsing: $0) }) {
    case .network:
      let networks = try await hypervisor.asking(tr("Listing the networks")) { () async throws(LibvirtError) in
        try await connection.networks()
      }
      facts.networks = Dictionary(uniqueKeysWithValues: networks.map { ($0.name, $0.isActive) })
    case .bridge(let name) where hypervisor.choice.isLocal:
      if !FileManager.default.fileExists(atPath: "/sys/class/net/\(name)/bridge") { facts.missingBridge = name }
    default: break
    }
    return facts
  }

  /// What the machine's system needs: by the template that made it, or by what another tool noted.
  private func leastMemory() async throws(NeuronError) -> ByteCount? {
    let domain = try Element(definition: try await definition())
    let library = TemplateLibrary(hypervisor.directories)
    if let name = DomainDescription(domain: domain).template,
      let path = library.entries().first(where: { $0.name == name })?.path,
      let template = try? library.template(at: path)
    {
      return template.parameter(.memoryMB)?.minimum.map(ByteCount.mebibytes)
    }
    let system = domain.first("metadata")?.first("libosinfo", in: Self.libosinfo)?.first("os", in: Self.libosinfo)?[
      "id"]
    switch system {
    case "http://microsoft.com/win/11"?: return .gibibytes(4)
    case "http://microsoft.com/win/10"?: return .gibibytes(2)
    default: return nil
    }
  }

  /// Where virt-manager and virt-install note which system a machine has.
  private static let libosinfo = "http://libosinfo.org/xmlns/libvirt/domain/1.0"
}

extension SettingsPlan {
  /// The one libvirt call that changes all that is to change in the definition; nil where a new definition is needed, all
  /// at once, so that nothing can be cut in two.
  fileprivate var onlyCall: LiveStep? {
    let parts = changes.filter { $0.setting != .autostart }
    guard parts.count == 1, let change = parts.first else { return nil }
    switch change.setting {
    case .title: return .title(change.after ?? "")
    case .description: return .description(change.after ?? "")
    case .network: return card.map { .network($0) }
    case .memory, .vcpus, .bootOrder, .autostart: return nil
    }
  }
}

extension SettingChange.Setting {
  /// What of a machine tells whether it holds.
  fileprivate var aspect: PendingChange.Aspect {
    switch self {
    case .memory: .memory
    case .vcpus: .vcpus
    case .title, .autostart: .title
    case .description: .description
    case .bootOrder: .bootOrder
    case .network: .network
    }
  }
}
