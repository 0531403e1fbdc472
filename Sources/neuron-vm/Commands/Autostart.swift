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

  @Flag(help: "Print JSON.")
  var json = false

  enum Setting: String, ExpressibleByArgument, CaseIterable {
    case on
    case off
  }

  func run() async throws {
    let machine = try await target.find()
    guard let setting else {
      let isOn = try await machine.autostart()
      return say(
        machine, isOn, changed: false,
        isOn
          ? tr("“%1$@” starts with its host.", machine.name) : tr("“%1$@” does not start with its host.", machine.name))
    }
    switch (try await machine.setAutostart(setting == .on), setting) {
    case (.done, .on): say(machine, true, changed: true, tr("“%1$@” starts with its host from now on.", machine.name))
    case (.done, .off): say(machine, false, changed: true, tr("“%1$@” no longer starts with its host.", machine.name))
    case (.alreadyThere, .on):
      say(machine, true, changed: false, tr("“%1$@” starts with its host already.", machine.name))
    case (.alreadyThere, .off):
      say(machine, false, changed: false, tr("“%1$@” does not start with its host anyway.", machine.name))
    }
  }

  private func say(_ machine: Machine, _ isOn: Bool, changed: Bool, _ words: String) {
    if json { Output.print(AutostartRecord(machine, isOn, changed: changed)) } else { Output.line(words) }
  }
}
