import ArgumentParser

struct PCI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pci", abstract: "See PCI devices, and give them to machines.",
    subcommands: [PCIList.self, PCICheck.self, PCIAttach.self, PCIDetach.self])
}
