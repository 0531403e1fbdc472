import ArgumentParser
import NeuronVM

struct PCIAttach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Give a machine a PCI device of its host.",
    discussion: """
      All its functions go together, from the machine's next start on; a machine that runs gets them now as well. What the
      machine needs besides is switched on and shown. The host gets it back whenever the machine is off.
      Example: neuron-vm pci attach nas 0000:03:00.0
      """)

  @OptionGroup var options: AttachmentOptions

  func run() async throws { try await options.perform(onlyGraphics: false) }
}
