import ArgumentParser
import NeuronVM

struct PCIDetach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach", abstract: "Take a PCI device of the host from a machine.",
    discussion: """
      From a machine that runs too: its guest has to let it go. What was switched on for the device is taken back where it
      still is so.
      """)

  @OptionGroup var options: DetachmentOptions

  func run() async throws { try await options.perform(onlyGraphics: false) }
}
