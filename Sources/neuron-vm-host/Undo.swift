import ArgumentParser
import Hardware
import Text

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Give back everything that was taken from the host, and undo what was interrupted.")

  @OptionGroup var output: SpeechOptions

  func run() throws {
    let done = try output.binding().undo()
    if Speech.isJSON { return Speech.print(UndoRecord(undone: done)) }
    for line in done { Speech.line(line) }
    if done.isEmpty { Speech.line(tr("There is nothing to undo.")) }
  }

  /// What was given back, as docs/json.md says.
  private struct UndoRecord: Encodable {
    let undone: [String]
  }
}
