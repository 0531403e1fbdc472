import ArgumentParser

struct PCI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pci", abstract: "See PCI devices, and whether a machine can have one.",
    subcommands: [PCIList.self, PCICheck.self])
}
