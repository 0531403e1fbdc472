import ArgumentParser
import NeuronVM
import Text

struct Repair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Finish undoing what an interrupted command left.",
    discussion: "Every create and delete does this first; it can be done by itself at any time.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let repaired = try await connection.hypervisor().repair()
    if json {
      Output.print(repaired)
    } else if repaired.isEmpty {
      Output.line(tr("Nothing was left unfinished."))
    } else {
      for title in repaired { Output.line(tr("Finished: %1$@", title)) }
    }
  }

  /// What every command that changes machines does first: a remainder that cannot be undone now is told, and does not
  /// stand in its way.
  static func finishInterrupted(_ hypervisor: Hypervisor) async {
    do throws(NeuronError) {
      for title in try await hypervisor.repair() {
        Output.note(tr("An interrupted command was undone first: %1$@", title))
      }
    } catch {
      Output.note(
        tr(
          "warning: %1$@",
          ([error.message, error.detail, error.remedy] as [String?]).compactMap { $0 }.joined(separator: " ")))
    }
  }
}
