import MachineModel
import Text
import XML

extension CreationPlanner {
  private var images: [ImageSource] { input.request.images }

  /// Takes the disks in.
  var imageSteps: [CreationStep] {
    zip(images, input.volumes).flatMap { image, volume in image.steps(to: volume, facts) }
  }

  /// What keeps the disks from being taken in.
  var imageProblems: [Problem] {
    let needed = images.reduce(UInt64(0)) { $0.adding($1.content) }
    guard needed > 0, let available = facts.pool.available, needed > available else { return [] }
    return [.noSpace(needed: needed, available: available, in: facts.pool.name)]
  }

  /// Hangs the disks after the first one beside it; a template knows of one.
  func addDisks(to domain: inout Element) {
    guard images.count > 1, let place = domain.children.firstIndex(where: { $0.element?.name == "devices" }),
      var devices = domain.children[place].element,
      let first = devices.children.firstIndex(where: { $0.element?["device"] == "disk" }),
      let model = devices.children[first].element, let target = model.first("target"), let name = target["dev"]
    else { return }
    var taken = Set(devices.all("disk").compactMap { $0.first("target")?["dev"] })
    let prefix = String(name.dropLast())
    for volume in input.volumes.dropFirst() {
      let letters = "abcdefghijklmnopqrstuvwxyz"
      guard let free = letters.map({ prefix + String($0) }).first(where: { !taken.contains($0) }) else { return }
      taken.insert(free)
      let disk = Element("disk", ["type": "file", "device": "disk"]) {
        model.first("driver")
        Element("source", ["file": facts.pool.path + "/" + volume])
        Element("target", ["dev": free, "bus": target["bus"] ?? "sata"])
      }
      devices.children.insert(.element(disk), at: first + taken.count - devices.all("disk").count)
    }
    domain.children[place] = .element(devices)
  }

  /// Puts the network cards after the first one beside it; a template knows of one.
  func addNetworkCards(to domain: inout Element) {
    domain.editEach("devices") { devices in
      guard let first = devices.children.firstIndex(where: { $0.element?.name == "interface" }),
        let model = devices.children[first].element
      else { return }
      for address in input.moreMACs.reversed() {
        var card = model
        card.editEach("mac") { $0["address"] = address.description }
        card.removeAll("boot")
        devices.children.insert(.element(card), at: first + 1)
      }
    }
  }

  /// Windows that comes from elsewhere finds no disk on a bus for which it has no driver.
  var driverWarning: [String] {
    guard !images.isEmpty, template.system.isWindows else { return [] }
    return [
      tr(
        "The disk hangs on SATA and the network card is an e1000e, because nobody knows whether this Windows has virtio drivers. Both are slower."
      )
    ]
  }
}
