import ArgumentParser

struct GPU: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpu", abstract: "See graphics cards, and whether a machine can have one.",
    subcommands: [GPUList.self, GPUCheck.self])
}
