import TestSupport
import Testing

extension TwoHosts {
  /// Runs the program in alpha and expects an exit code; prints all it said when that is another.
  @discardableResult
  func expect(
    _ exitCode: Int32, _ words: String..., location: SourceLocation = #_sourceLocation
  ) async throws -> ProgramOutcome {
    try await expect(exitCode, words, location: location)
  }

  /// The same with the words in an array.
  @discardableResult
  func expect(
    _ exitCode: Int32, _ words: [String], location: SourceLocation = #_sourceLocation
  ) async throws -> ProgramOutcome {
    let outcome = try await neuronVM.run(words)
    #expect(outcome.exitCode == exitCode, "\(outcome)", sourceLocation: location)
    return outcome
  }

  /// Makes a storage pool “images” at both.
  func makePools() async throws {
    for uri in [alpha, beta] {
      for words in [["pool-define-as", "images", "dir", "--target", images], ["pool-start", "images"]] {
        let outcome = try await virsh(uri).run(words)
        #expect(outcome.exitCode == 0, "\(outcome)")
      }
    }
  }

  /// What one of the two says of a machine's state; nil when it has none of this name.
  func state(of name: String, at uri: String) async throws -> String? {
    let outcome = try await virsh(uri)("domstate", name)
    return outcome.exitCode == 0 ? outcome.lines.first : nil
  }
}
