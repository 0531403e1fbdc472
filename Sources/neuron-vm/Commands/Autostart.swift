import ArgumentParser
import NeuronVM
import Text

struct Autostart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autostart", abstract: "Say whether a machine starts with this computer.")

  @OptionGroup var target: MachineArgument

  @Argument(help: "on or off.")
  var setting: Setting

  enum Setting: String, ExpressibleByArgument, CaseIterable {
    case on
    case off
  }

  func run() async throws {
    let machine = try await target.find()
    switch (try await machine.setAutostart(setting == .on), setting) {
    case (.done, .on): Output.line(tr("“%1$@” starts with this computer from now on.", machine.name))
    case (.done, .off): Output.line(tr("“%1$@” no longer starts with this computer.", machine.name))
    case (.alreadyThere, .on): Output.line(tr("“%1$@” starts with this computer already.", machine.name))
    case (.alreadyThere, .off): Output.line(tr("“%1$@” does not start with this computer anyway.", machine.name))
    }
  }
}
