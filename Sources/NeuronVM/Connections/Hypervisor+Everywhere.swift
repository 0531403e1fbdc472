import FoundationEssentials
public import MachineModel

extension Hypervisor {
  /// A hypervisor of a list over several, and what came of asking it.
  public struct Answer: Sendable {
    /// The name it is remembered by, else its address.
    public let name: String
    /// Its machines, and what they are made of where that was asked for.
    public let machines: Result<[(MachineSummary, DomainDescription?)], NeuronError>
  }

  /// The hypervisors that the user knows: the usual one, where no name is remembered for it, and those with names.
  public static func known(
    besides usual: ConnectionChoice, directories: Directories = .current
  ) throws(NeuronError) -> [(name: String, choice: ConnectionChoice)] {
    let named = try RememberedConnections(directories).book().entries.map { entry in
      (name: entry.name.description, choice: ConnectionChoice(named: entry.address.description))
    }
    return named.contains { $0.choice == usual } ? named : [(usual.uri, usual)] + named
  }

  /// The machines of several hypervisors, which are asked all at once; the answers come in the order of the list.
  ///
  /// - Parameters:
  ///   - limit: How long each of them may take; a dead one delays nobody longer than that.
  ///   - describes: Whether each machine is asked what it is made of.
  public static func machines(
    at hypervisors: [(name: String, choice: ConnectionChoice)], within limit: Duration, describes: Bool = false,
    directories: Directories = .current
  ) async -> [Answer] {
    await withTaskGroup(of: (Int, Answer).self) { group in
      for (number, (name, choice)) in hypervisors.enumerated() {
        group.addTask {
          let machines = await Self.machines(at: choice, within: limit, describes: describes, directories)
          return (number, Answer(name: name, machines: machines))
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func machines(
    at choice: ConnectionChoice, within limit: Duration, describes: Bool, _ directories: Directories
  ) async -> Result<[(MachineSummary, DomainDescription?)], NeuronError> {
    let work = Task { () async -> Result<[(MachineSummary, DomainDescription?)], NeuronError> in
      do throws(NeuronError) {
        let hypervisor = try await connect(to: choice, within: limit, directories: directories)
        let machines = try await hypervisor.machines()
        let descriptions = describes ? try await hypervisor.descriptions(of: machines) : [:]
        return .success(machines.map { ($0, descriptions[$0.id]) })
      } catch {
        return .failure(error)
      }
    }
    // The connect has its own limit; a daemon that then falls silent has no more than what is left of it.
    let clock = Task {
      try? await Task.sleep(for: limit)
      if !Task.isCancelled { work.cancel() }
    }
    defer { clock.cancel() }
    let result = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    if case .failure(.cancelled) = result, !Task.isCancelled { return .failure(.noAnswer(uri: choice.uri, detail: "")) }
    return result
  }
}
