import FoundationEssentials
import NeuronVM
import Text

/// What `set` changed, as docs/json.md says.
struct SettingsRecord: Encodable {
  let name: String
  let uuid: String
  let changes: [Change]
  let warnings: [String]

  struct Change: Encodable {
    let setting: SettingChange.Setting
    let before: String?
    let after: String?
    let holds: SettingChange.Holding
    /// The same for a person.
    let text: String

    private enum CodingKeys: String, CodingKey {
      case setting, before, after, holds
    }

    init(_ change: SettingChange) {
      setting = change.setting
      before = change.before
      after = change.after
      holds = change.holds
      let values = tr("%1$@ → %2$@", change.before ?? tr("none"), change.after ?? tr("none"))
      text = tr("%1$@: %2$@, %3$@", change.setting.title, values, change.holds.title)
    }
  }

  init(_ machine: Machine, _ outcome: SettingsOutcome) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    changes = outcome.changes.map(Change.init)
    warnings = outcome.warnings
  }
}

extension SettingChange.Setting {
  /// The setting in the user's words.
  fileprivate var title: String {
    switch self {
    case .memory: tr("memory")
    case .vcpus: tr("processors")
    case .title: tr("title")
    case .description: tr("description")
    case .bootOrder: tr("boot order")
    case .network: tr("network")
    case .autostart: tr("starts with host")
    }
  }
}

extension SettingChange.Holding {
  /// From when on it holds, in the user's words.
  fileprivate var title: String {
    switch self {
    case .now: tr("holds now")
    case .fromNextStart: tr("holds from the next start")
    case .asked: tr("the guest was asked; holds from the next start in any case")
    }
  }
}

extension ChangeOutcome {
  /// What is said of a change as a whole.
  var title: String {
    switch self {
    case .unchanged: tr("nothing changed")
    case .now: tr("holds now")
    case .fromNextStart: tr("holds from the next start")
    }
  }
}
