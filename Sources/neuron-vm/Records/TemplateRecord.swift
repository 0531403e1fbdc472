import MachineModel
import NeuronVM

/// A template in a list, as docs/json.md says.
struct TemplateRecord: Encodable {
  let name: String
  let path: String
  let isUsers: Bool
  let title: String?
  let summary: String?
  let system: String?

  /// - Parameter template: nil when the file is no usable template.
  init(_ entry: TemplateLibrary.Entry, _ template: DomainTemplate?) {
    name = entry.name
    path = entry.path
    isUsers = entry.isUsers
    title = template?.title
    summary = template?.summary
    system = template?.system.rawValue
  }
}
