import ArgumentParser
import NeuronVM

struct GPUAttach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Give a machine a graphics card of its host.",
    discussion: """
      All its functions go together, from the machine's next start on; a machine that runs gets them now as well. What the
      machine needs besides is switched on and shown. The host gets it back whenever the machine is off.
      Example: neuron-vm gpu attach win11 0000:01:00.0
      """)

  @OptionGroup var options: AttachmentOptions

  func run() async throws { try await options.perform(onlyGraphics: true) }
}
