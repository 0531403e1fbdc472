import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine is set to what was asked, or why not.
struct SettingsPlanner {
  let request: SettingsRequest
  let facts: SettingsFacts
  let before: MachineForms
  var domain: Element
  let running: Element?
  var changes: [SettingChange] = []
  var live: [SettingsPlan.LiveStep] = []
  var warnings: [String] = []
  var card: Element?
  var problems: [Problem] = []

  init(_ request: SettingsRequest, facts: SettingsFacts, before: MachineForms) throws(NeuronError) {
    self.request = request
    self.facts = facts
    self.before = before
    domain = try before.definition.element()
    var running: Element?
    if let text = before.running { running = try Element(definition: text) }
    self.running = running
  }

  /// The plan, or everything that stands in the way.
  static func plan(
    _ request: SettingsRequest, facts: SettingsFacts, before: MachineForms
  ) throws(NeuronError) -> SettingsPlan {
    var planner = try SettingsPlanner(request, facts: facts, before: before)
    let old = planner.domain
    planner.planMemory()
    planner.planProcessors()
    planner.planTexts()
    planner.planBootOrder()
    planner.planNetwork()
    var autostart: Bool?
    if let wanted = request.autostart, wanted != before.definition.startsAutomatically {
      autostart = wanted
      let words = [false: tr("off"), true: tr("on")]
      planner.change(.autostart, words[!wanted], words[wanted], isNow: true)
    }
    guard planner.problems.isEmpty else { throw .refused(planner.problems) }
    if facts.isSaved, planner.domain != old {
      planner.warnings.append(savedWarning)
    }
    return SettingsPlan(
      changes: planner.changes, warnings: planner.warnings,
      definition: planner.domain == old ? nil : planner.domain, card: planner.card, live: planner.live,
      autostart: autostart)
  }

  mutating func change(_ setting: SettingChange.Setting, _ before: String?, _ after: String?, isNow: Bool) {
    // What is saved goes on as it was; only libvirt's own word on the host's start holds at once.
    let waits = running == nil ? facts.isSaved && setting != .autostart : !isNow
    let holds: SettingChange.Holding = waits ? .fromNextStart : .now
    changes.append(SettingChange(setting: setting, before: before, after: after, holds: holds))
  }

  mutating func refuse(_ code: String, _ message: String, _ remedy: String? = nil, kind: Problem.Kind = .obstacle) {
    problems.append(Problem(code: code, message: message, remedy: remedy, kind: kind))
  }

  var editRemedy: String {
    tr("Change it in libvirt's XML: neuron-vm edit %1$@", ShellWord(before.name))
  }

  /// What is said of a change to a machine whose memory is saved: it goes on with the definition it ran by.
  static var savedWarning: String {
    tr("Its memory is saved on disk: it goes on as it was, and this holds once it has been shut down after that.")
  }
}
