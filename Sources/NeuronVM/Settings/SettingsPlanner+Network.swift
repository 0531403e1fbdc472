import MachineModel
import Text
import XML

extension SettingsPlanner {
  mutating func planNetwork() {
    var attachment: NetworkAttachment?
    if let text = request.network {
      do {
        attachment = try NetworkAttachment(parsing: text)
      } catch {
        refuse("network", error.description)
      }
    }
    let cards = domain.first("devices")?.all("interface") ?? []
    let addresses = cards.map { $0.first("mac")?["address"]?.lowercased() ?? "-" }
    if let address = request.networkCard, request.network == nil {
      return refuse("network", tr("What should the network card %1$@ be connected to?", address), tr("Add --network."))
    }
    guard request.network != nil else { return }
    var index: Int?
    if let address = request.networkCard?.lowercased() {
      index = addresses.firstIndex(of: address)
      if index == nil {
        refuse(
          "network.card", tr("“%1$@” has no network card %2$@.", before.name, address),
          cards.isEmpty ? nil : tr("It has: %1$@.", addresses.joined(separator: ", ")), kind: .notFound)
      }
    } else if cards.count == 1 {
      index = 0
    } else if cards.isEmpty {
      refuse("network.card", tr("“%1$@” has no network card.", before.name))
    } else {
      refuse(
        "network.card", tr("“%1$@” has several network cards: %2$@.", before.name, addresses.joined(separator: ", ")),
        tr("Say which one with --network-card."))
    }
    if let attachment { check(attachment) }
    guard let attachment, let index, problems.isEmpty else { return }
    connect(index, addresses[index], to: attachment)
  }

  mutating func check(_ attachment: NetworkAttachment) {
    if let bridge = facts.missingBridge {
      refuse(
        "network.bridge", tr("There is no bridge “%1$@” on this computer.", bridge),
        tr("“ip link show type bridge” shows those there are."), kind: .notFound)
    }
    guard case .network(let name) = attachment, let networks = facts.networks else { return }
    guard let isActive = networks[name] else {
      let known = networks.keys.sorted().joined(separator: ", ")
      return refuse(
        "network.missing", tr("There is no network “%1$@”.", name),
        known.isEmpty ? tr("Choose --network user, or define that network.") : tr("There is: %1$@.", known),
        kind: .notFound)
    }
    if !isActive {
      refuse(
        "network.inactive", tr("The network “%1$@” is off.", name),
        tr("Start it first: virsh net-start %1$@", ShellWord(name)))
    }
  }

  mutating func connect(_ index: Int, _ address: String, to attachment: NetworkAttachment) {
    let cards = domain.first("devices")?.all("interface") ?? []
    var card = cards[index]
    let old = card.networkAttachment?.description ?? card["type"]
    card.connect(to: attachment)
    guard card != cards[index] else { return }
    self.card = card
    var number = 0
    domain.edit("devices") { devices in
      devices.editAll { device in
        guard device.name == "interface" else { return }
        if number == index { device = card }
        number += 1
      }
    }
    let running = running?.first("devices")?.all("interface").first {
      $0.first("mac")?["address"]?.lowercased() == address
    }
    if var running {
      running.connect(to: attachment)
      live.append(.network(running))
    }
    change(.network, old, attachment.description, isNow: running != nil)
  }
}
