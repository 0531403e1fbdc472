/// One machine of `list --json`.
struct ListedMachine: Decodable, Equatable {
  let name: String
  let uuid: String
  let state: String
  let memoryMiB: Int
  let vcpus: Int
}
