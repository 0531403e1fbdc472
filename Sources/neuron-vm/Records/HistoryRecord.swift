import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// A change in a machine's history, as docs/json.md says.
struct HistoryRecord: Encodable {
  let number: Int
  let time: String
  let title: String
  let name: String
  let kind: HistoryEntry.Kind
  let isComplete: Bool
  let removedDisks: [String]
  var difference: [String]?
  var xml: String?
  /// The same for a person.
  let text: String

  private enum CodingKeys: String, CodingKey {
    case number, time, title, name, kind, isComplete, removedDisks, difference, xml
  }

  init(_ entry: HistoryEntry, withDetails: Bool = false) {
    number = entry.id
    time = entry.time.formatted(.iso8601)
    title = entry.title
    name = entry.name
    kind = entry.kind
    isComplete = entry.kind == .removal || entry.after != nil
    removedDisks = entry.removedDisks
    text =
      isComplete ? tr("%1$@  %2$@", time, title) : tr("%1$@  %2$@ (interrupted: perhaps it was not done)", time, title)
    guard withDetails else { return }
    xml = entry.before.xml
    // What was brought back was not there before.
    let before = entry.kind == .restoration ? "" : entry.before.xml
    difference = LineDifference(from: before, to: entry.after?.xml ?? "").unified
  }
}
