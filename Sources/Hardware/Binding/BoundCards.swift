internal import FoundationEssentials
import Journal
import MachineModel

/// What is remembered of the devices that were taken from the host, one file each.
struct BoundCards {
  private let folder: StateFolder
  private let boot: String

  init(_ places: HostPlaces) {
    folder = StateFolder(places.bound)
    boot = places.boot
  }

  /// All of them, by address; what is from before the latest start of the computer is forgotten.
  func all() throws(BindingError) -> [BoundCard] {
    var cards: [BoundCard] = []
    let names = try journaling { () throws(JournalError) in try folder.names() }
    for name in names where name.hasSuffix(".json") {
      let file = StateFile(folder.path + "/" + name)
      let bytes = try journaling { () throws(JournalError) in try file.contents(limit: 1 << 16) }
      guard let bytes else { continue }
      guard let card = try? JSONDecoder().decode(BoundCard.self, from: Data(bytes)) else {
        throw .file(file.path, "it is damaged; look at it and remove it")
      }
      if card.boot == boot { cards.append(card) } else { try remove(card.address) }
    }
    return cards
  }

  /// Remembers a card.
  func add(_ card: BoundCard) throws(BindingError) {
    guard let bytes = try? JSONEncoder().encode(card) else { return }
    try journaling { () throws(JournalError) in
      try folder.make()
      _ = try file(card.address).replace(with: Array(bytes))
    }
  }

  /// Forgets a card; nothing happens when it is not known.
  func remove(_ address: PCIAddress) throws(BindingError) {
    guard file(address).size != nil else { return }
    try journaling { () throws(JournalError) in try file(address).remove() }
    folder.removeIfEmpty()
  }

  private func file(_ address: PCIAddress) -> StateFile { StateFile(folder.path + "/\(address).json") }
}
