import ArgumentParser
import MachineModel
import NeuronVM

extension CompletionKind {
  /// The names of the machines there are now; none where the hypervisor does not answer at once.
  static var machineNames: CompletionKind {
    .custom { words, _, _ async -> [String] in
      let choice = ConnectionChoice(named: connection(in: words))
      let machines = await firstAnswer(within: .milliseconds(1500)) {
        try? await Hypervisor.connect(to: choice, within: .milliseconds(1500)).machines()
      }
      return (machines ?? []).map(\.name).filter(\.isOffered)
    }
  }

  /// The names of the ISOs in the storage pools; none where the hypervisor does not answer at once.
  static var isoNames: CompletionKind {
    .custom { words, _, _ async -> [String] in
      let choice = ConnectionChoice(named: connection(in: words))
      let names = await firstAnswer(within: .milliseconds(1500)) {
        try? await Hypervisor.connect(to: choice, within: .milliseconds(1500)).isoNames()
      }
      return (names ?? []).filter(\.isOffered)
    }
  }

  /// The names of the templates there are.
  static var templateNames: CompletionKind {
    .custom { _, _, _ in TemplateLibrary().entries().map(\.name).filter(\.isOffered) }
  }

  /// What the words on the command line choose as the hypervisor; nil where they do not.
  private static func connection(in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word.hasPrefix("--connect=") { return word.dropFirst("--connect=".count).unquoted }
      if ["--connect", "-c"].contains(word), words.indices.contains(index + 1) {
        return words[index + 1][...].unquoted
      }
    }
    return nil
  }
}

/// What `work` comes to; nil when the time is over first, and the work then goes on unheard.
func firstAnswer<Value: Sendable>(
  within limit: Duration, _ work: @escaping @Sendable () async -> Value?
) async -> Value? {
  let (answers, continuation) = AsyncStream<Value?>.makeStream()
  Task { continuation.yield(await work()) }
  Task {
    // A cancelled sleep only ends the waiting sooner.
    try? await Task.sleep(for: limit)
    continuation.yield(nil)
  }
  for await answer in answers { return answer }
  return nil
}

extension String {
  /// Whether a shell may be offered the name: bash expands what a completion holds, so only harmless signs do, and
  /// what begins with a dash would be read as an option.
  fileprivate var isOffered: Bool {
    !isEmpty && first != "-"
      && unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_.+@".unicodeScalars.contains(scalar)
      }
  }
}

extension Substring {
  /// The text without the quotes that it was typed in.
  fileprivate var unquoted: String {
    guard let quote = first, quote == "'" || quote == "\"" else { return String(self) }
    let text = dropFirst()
    return String(text.last == quote ? text.dropLast() : text)
  }
}
