import MachineModel
import NeuronVM

/// A shared folder, as docs/json.md says.
struct SharedFolderRecord: Encodable {
  let tag: String
  let path: String
  let readOnly: Bool
  let driver: String
  let now: Bool
  let nextStart: Bool

  init(_ state: SharedFolderState) {
    tag = state.folder.tag
    path = state.folder.path
    readOnly = state.folder.isReadOnly
    driver = state.folder.driver
    now = state.isThereNow
    nextStart = state.isThereNext
  }
}
