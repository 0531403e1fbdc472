import ArgumentParser
import NeuronVM

/// Which hypervisor a command speaks to.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The hypervisor.",
      discussion: "Without it NEURON_VM_CONNECT, then LIBVIRT_DEFAULT_URI, then qemu:///system.", valueName: "uri"))
  var connect: String?

  func validate() throws {
    if connect?.isEmpty == true {
      throw ValidationError("--connect needs a URI, such as qemu:///system; leave it out for the usual one.")
    }
  }

  /// The hypervisor, connected.
  func hypervisor() async throws(NeuronError) -> Hypervisor {
    try await Hypervisor.connect(to: ConnectionChoice(named: connect))
  }
}
