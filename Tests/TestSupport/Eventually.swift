/// Waits until `condition` holds, looking every few milliseconds; false when it never did within the limit.
///
/// The limit is generous, because it is only reached when something is broken.
public func eventually(
  within limit: Duration = .seconds(60), _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let end = ContinuousClock.now.advanced(by: limit)
  while try await !condition() {
    guard ContinuousClock.now < end else { return false }
    // A cancelled sleep only makes the loop look sooner.
    try? await Task.sleep(for: .milliseconds(10))
  }
  return true
}
