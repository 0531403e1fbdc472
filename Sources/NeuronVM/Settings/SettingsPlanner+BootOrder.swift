import MachineModel
import Text
import XML

extension SettingsPlanner {
  mutating func planBootOrder() {
    guard let text = request.bootOrder else { return }
    let known = domain.bootNames
    let card = domain.first("devices")?.first("interface")?.first("mac")?["address"]?.lowercased()
    var names: [String] = []
    var isGood = true
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.drop { $0 == " " }.lowercased()
      let name = word == "network" ? card ?? word : word
      if names.contains(name) {
        refuse("bootOrder", tr("“%1$@” is in the boot order twice.", word))
        isGood = false
      } else if !known.contains(name) {
        refuse(
          "bootOrder", tr("“%1$@” has nothing called “%2$@” to boot from.", before.name, word),
          known.isEmpty ? nil : tr("There is: %1$@.", known.joined(separator: ", ")), kind: .notFound)
        isGood = false
      }
      names.append(name)
    }
    guard isGood else { return }
    let old = domain.bootOrderNames
    guard old != names else { return }
    domain.setBootOrder(names)
    change(
      .bootOrder, old.isEmpty ? nil : old.joined(separator: ", "), names.joined(separator: ", "), isNow: false)
  }
}
