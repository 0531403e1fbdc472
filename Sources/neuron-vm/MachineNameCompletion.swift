import ArgumentParser
import MachineModel
import NeuronVM

extension CompletionKind {
  /// The names of the machines there are now; none where the hypervisor does not answer at once.
  static var machineNames: CompletionKind {
    .custom { arguments, _, prefix async -> [String] in
      let uri = arguments.firstIndex { $0 == "--connect" || $0 == "-c" }.flatMap { index in
        arguments.indices.contains(index + 1) ? arguments[index + 1] : nil
      }
      let machines = try? await Hypervisor.connect(to: ConnectionChoice(named: uri), within: .seconds(2)).machines()
      return (machines ?? []).map(\.name).filter { $0.hasPrefix(prefix) }
    }
  }
}
