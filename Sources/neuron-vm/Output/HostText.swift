import MachineModel
import Text

/// What was read of a host, for a person.
struct HostText {
  private let host: HostHardware

  init(_ host: HostHardware) { self.host = host }

  /// A line a fact, in tables by kind.
  var text: String {
    let unknown = tr("not known")
    func places(_ controllers: Set<PCIAddress>?) -> String {
      guard let controllers else { return unknown }
      return controllers.isEmpty ? "-" : controllers.sorted().map { "\($0)" }.joined(separator: " ")
    }
    func yes(_ fact: Bool?) -> String { fact.map { $0 ? tr("yes") : tr("no") } ?? unknown }
    var parts: [String] = []
    var disks = Table(tr("DISK"), tr("CONTROLLERS"))
    for disk in host.disks ?? [] { disks.add(disk.place, places(disk.controllers)) }
    var networks = Table(tr("NETWORK CARD"), tr("CONTROLLERS"), tr("UP"), tr("WAY OUT"))
    for card in host.networkCards ?? [] {
      networks.add(card.name, places(card.controllers), yes(card.isUp), yes(card.hasDefaultRoute))
    }
    var inputs = Table(tr("INPUT"), tr("CONTROLLERS"))
    for input in host.inputDevices ?? [] {
      let kind = input.kind == .keyboard ? tr("keyboard") : tr("mouse")
      inputs.add(
        input.isCertain ? kind : tr("perhaps a keyboard"), input.isPlaced ? places(input.controllers) : unknown)
    }
    var screens = Table(tr("SOCKET"), tr("CARD"), tr("SCREEN"), tr("PICTURE"))
    for adapter in host.adapters ?? [] {
      for socket in adapter.connectors {
        screens.add(
          socket.socket, adapter.device.map { "\($0)" } ?? "-", yes(socket.isConnected), yes(socket.isEnabled))
      }
    }
    var holders = Table(tr("PROCESS"), tr("PID"), tr("HOLDS"))
    for holder in host.use?.holders ?? [] {
      holders.add(holder.name.isEmpty ? "?" : holder.name, "\(holder.process)", holder.nodes.joined(separator: " "))
    }
    parts = [disks, networks, inputs, screens, holders].map(\.text)
    var last = tr("Kernel: %1$@, started with: %2$@", host.kernel.release ?? unknown, parameters ?? unknown) + "\n"
    if host.use?.unseen != 0 {
      last += tr("Not every process could be looked at: run this as root.") + "\n"
    }
    return (parts + [last]).map { Output.printable($0) }.joined(separator: "\n")
  }

  private var parameters: String? { host.kernel.parameters?.joined(separator: " ") }
}
