import ArgumentParser
import NeuronVM
import Text

struct Autostart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autostart", abstract: "Say, or set, whether a machine starts with its host.",
    discussion: "Without on or off it says which it is now.")

  @OptionGroup var target: MachineArgument

  @Argument(help: "on or off.")
  var setting: Setting?

  enum Setting: String, ExpressibleByArgument, CaseIterable {
    case on
    case off
  }

  func run() async throws {
    let machine = try await target.find()
    guard let setting else {
      Output.line(
        try await machine.autostart()
          ? tr("“%1$@” starts with its host.", machine.name) : tr("“%1$@” does not start with its host.", machine.name))
      return
    }
    switch (try await machine.setAutostart(setting == .on), setting) {
    case (.done, .on): Output.line(tr("“%1$@” starts with its host from now on.", machine.name))
    case (.done, .off): Output.line(tr("“%1$@” no longer starts with its host.", machine.name))
    case (.alreadyThere, .on): Output.line(tr("“%1$@” starts with its host already.", machine.name))
    case (.alreadyThere, .off): Output.line(tr("“%1$@” does not start with its host anyway.", machine.name))
    }
  }
}
