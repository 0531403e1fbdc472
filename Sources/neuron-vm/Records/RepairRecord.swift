/// An interrupted command whose work was finished or undone, as docs/json.md says.
struct RepairRecord: Encodable {
  let title: String
}
