import ArgumentParser
import NeuronVM

/// What a machine should be set to.
struct SettingsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Memory, such as 8G.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Number of processors.", valueName: "count"))
  var vcpus: Int?

  @Option(help: ArgumentHelp("A title of one line; an empty one removes it.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("A description; an empty one removes it.", valueName: "text"))
  var description: String?

  @Option(
    help: ArgumentHelp(
      "What to boot from, first to last, and from nothing else: disks by their target, network cards by their address, or network for the first card.",
      valueName: "vda,sda,…"))
  var bootOrder: String?

  @Option(
    help: ArgumentHelp(
      "What the network card is connected to: default, user, bridge:NAME, network:NAME; none unplugs its cable.",
      valueName: "network"))
  var network: String?

  @Option(help: ArgumentHelp("Which network card, where there are several.", valueName: "address"))
  var networkCard: String?

  @Option(help: ArgumentHelp("Whether the machine starts with its host: on or off.", valueName: "on|off"))
  var autostart: Autostart.Setting?

  /// The request, as typed.
  var request: SettingsRequest {
    var request = SettingsRequest()
    request.memory = memory
    request.processors = vcpus
    request.title = title
    request.description = description
    request.bootOrder = bootOrder
    request.network = network
    request.networkCard = networkCard
    request.autostart = autostart.map { $0 == .on }
    return request
  }
}
