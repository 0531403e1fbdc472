import ArgumentParser
import MachineModel
import NeuronVM

extension CompletionKind {
  /// The names of the snapshots of the machine that is named before; none where the hypervisor does not answer at once.
  static var snapshotNames: CompletionKind {
    .custom { words, _, _ async -> [String] in
      guard let name = machine(in: words) else { return [] }
      guard let choice = try? ConnectionChoice(naming: connection(in: words)) else { return [] }
      let names = await firstAnswer(within: .milliseconds(1500)) { () async -> [String]? in
        let hypervisor = try? await Hypervisor.connect(to: choice, within: .milliseconds(1500))
        return try? await hypervisor?.machine(named: name).snapshots().tree.entries.map(\.snapshot.name)
      }
      return (names ?? []).filter(\.isOffered)
    }
  }

  /// The first word behind the subcommand that is neither an option nor an option's value.
  private static func machine(in words: [String]) -> String? {
    var isValue = false
    guard let verb = words.firstIndex(of: "snapshot") else { return nil }
    for word in words.dropFirst(verb + 2) {
      if isValue {
        isValue = false
        continue
      }
      guard word.hasPrefix("-") else { return word.isEmpty ? nil : word[...].unquoted }
      isValue = ["-c", "--connect", "--keep-now"].contains(word)
    }
    return nil
  }
}
