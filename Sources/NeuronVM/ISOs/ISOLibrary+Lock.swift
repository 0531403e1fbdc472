import Files
import Journal
import Text

extension ISOLibrary {
  /// Runs `body` while no other command of this user copies or removes this ISO.
  ///
  /// Throws `refused` with `iso.busy` at once when one does.
  func locked<Value>(
    _ name: String, in pool: String, for title: String, _ body: () async throws(NeuronError) -> Value
  ) async throws(NeuronError) -> Value {
    let key = SHA256Digest(of: Array("\(hypervisor.choice.uri)\n\(pool)\n\(name)".utf8))
    let lock: FileLock?
    do throws(JournalError) {
      lock = try await FileLock.take(hypervisor.statePath("locks") + "/iso-\(key).lock", for: title, within: .zero)
    } catch {
      throw NeuronError(error)
    }
    guard let lock else { throw .refused([.isoBusy(name)]) }
    defer { lock.release() }
    return try await body()
  }
}
