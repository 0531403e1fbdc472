import ArgumentParser

struct USB: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usb", abstract: "See USB devices, and give them to machines.",
    subcommands: [USBList.self, USBWatch.self, USBAttach.self, USBDetach.self])
}
