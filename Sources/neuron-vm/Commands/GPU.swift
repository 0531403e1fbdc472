import ArgumentParser

struct GPU: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpu", abstract: "See graphics cards, and give them to machines.",
    subcommands: [GPUList.self, GPUCheck.self, GPUAttach.self, GPUDetach.self])
}
