/// Runs `work` in a task of its own, which nobody cancels: what libvirt has begun it finishes, and what follows from that
/// has to be done.
func toItsEnd<Value: Sendable, Failure: Error>(
  _ work: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
  try await Task { () async -> Result<Value, Failure> in
    do throws(Failure) {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }.value.get()
}
