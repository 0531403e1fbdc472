import MachineModel
import Text

/// Something that waits for a machine's next start, as docs/json.md says.
struct PendingRecord: Encodable {
  let name: String
  let subject: String?
  let now: String?
  let next: String?
  /// The same for a person.
  let text: String

  private enum CodingKeys: String, CodingKey {
    case name, subject, now, next
  }

  init(_ change: PendingChange) {
    name = change.aspect.rawValue
    subject = change.subject
    now = change.now
    next = change.next
    text = tr("%1$@: %2$@ → %3$@", change.title, change.now ?? tr("none"), change.next ?? tr("none"))
  }
}
