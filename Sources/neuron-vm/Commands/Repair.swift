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
      Output.print(repaired.map { RepairRecord(title: $0) })
    } else if repaired.isEmpty {
      Output.line(tr("Nothing was left unfinished."))
    } else {
      for title in repaired { Output.line(tr("Finished: %1$@", title)) }
    }
  }

  /// What every command that changes machines does first: a remainder that cannot be undone now is told, and does not
  /// stand in its way.
  ///
  /// Returns what was told, for the JSON.
  static func finishInterrupted(_ hypervisor: Hypervisor) async -> [String] {
    do throws(NeuronError) {
      let notes = try await hypervisor.repair().map { tr("An interrupted command was undone first: %1$@", $0) }
      for note in notes { Output.note(note) }
      return notes
    } catch {
      let words = [error.message, error.detail, error.remedy].compactMap(\.self).joined(separator: " ")
      Output.note(tr("warning: %1$@", words))
      return [words]
    }
  }
}
