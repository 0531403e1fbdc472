import ArgumentParser
import NeuronVM

/// Which hypervisor a command speaks to.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The hypervisor: its address, or a name of “neuron-vm connections”.",
      discussion: "Without it NEURON_VM_CONNECT, then LIBVIRT_DEFAULT_URI, then qemu:///system.", valueName: "uri"),
    completion: .connectionNames)
  var connect: String?

  func validate() throws {
    if connect?.isEmpty == true {
      throw ValidationError("--connect needs a URI, such as qemu:///system; leave it out for the usual one.")
    }
  }

  /// Which hypervisor is meant; commands that are named to the user from here on lead there too.
  func choice() throws(NeuronError) -> ConnectionChoice {
    let choice = try ConnectionChoice(naming: connect)
    PastedCommands.remember(connect, choice)
    return choice
  }

  /// The hypervisor, connected.
  func hypervisor() async throws(NeuronError) -> Hypervisor {
    try await Hypervisor.connect(to: choice())
  }
}
