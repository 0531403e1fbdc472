import Text

extension QEMUImageProgram {
  /// What is wrong with a qcow2 image by itself, in the program's words; nil when it is whole.
  ///
  /// Space that is lost in it is no damage. What it stands on is not looked at.
  func damage(to path: String) async throws(NeuronError) -> String? {
    var node = BlockNode(path: path, format: "qcow2")
    node.hasNoBacking = true
    do throws(NeuronError) {
      // 2 is damage, 3 lost space.
      _ = try await run(
        ["check", "-q", node.description], mostBytes: 0, silence: Self.longestSilence, accepting: [0, 3]
      ) { _ in }
      return nil
    } catch {
      guard case .hypervisor(_, let words, _) = error else { throw error }
      let first = words.split(separator: "\n").first.map(String.init) ?? ""
      // The file is named already, and the program names it as we described it to it, in quotes.
      return first.split(separator: "': ").last.map(String.init) ?? first
    }
  }
}
