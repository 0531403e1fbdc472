import ArgumentParser

struct ISO: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iso", abstract: "Keep installation and driver ISOs where every machine can use them.",
    subcommands: [ISOList.self, ISOAdd.self, ISORemove.self])
}
