import MachineModel
import Text
import XML

extension SettingsPlanner {
  mutating func planTexts() {
    if let title = request.title {
      if title.contains(where: \.isNewline) {
        refuse("title", tr("A title has one line."), tr("Use --description for more."))
      } else if Element.impossibleCharacter(in: title) != nil {
        refuse("title", tr("The title holds a character that cannot be kept."))
      } else {
        plan(.title, title, "title", .title(title))
      }
    }
    if let text = request.description {
      if Element.impossibleCharacter(in: text) != nil {
        refuse("description", tr("The description holds a character that cannot be kept."))
      } else {
        plan(.description, text, "description", .description(text))
      }
    }
  }

  mutating func plan(
    _ setting: SettingChange.Setting, _ text: String, _ name: String, _ step: SettingsPlan.LiveStep
  ) {
    let old = domain.first(name)?.text
    guard (old ?? "") != text else { return }
    if text.isEmpty { domain.removeAll(name) } else { domain.edit(name) { $0.setText(text) } }
    if running != nil { live.append(step) }
    change(setting, old, text.isEmpty ? nil : text, isNow: true)
  }
}
