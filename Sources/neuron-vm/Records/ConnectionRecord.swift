/// A remembered hypervisor, as docs/json.md says.
struct ConnectionRecord: Encodable {
  let name: String
  let uri: String
}
