import MachineModel
import Text

extension Machine {
  /// Decides how the machine is copied; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func clonePlan(_ request: CloneRequest) async throws(NeuronError) -> CreationPlan {
    // One that another tool started without defining it would be gone with the remedy for one that runs.
    _ = try await forms()
    let wishes = CreationRequest(name: request.name, template: "")
    let input = CreationInput(wishes, isSession: hypervisor.choice.isSession)
    let facts = try await CloneSurvey(machine: self, request: request, input: input).facts()
    var generator = SystemRandomNumberGenerator()
    return try ClonePlanner(oldName: name, request: request, input: input, facts: facts).plan(using: &generator)
  }

  /// Copies the machine as planned, as a transaction: on failure, and when the task is cancelled, nothing is left.
  ///
  /// The machine's lock is held meanwhile, so that no other command of ours changes what is copied.
  ///
  /// - Parameter progress: Called before, during and after each step; the next one waits for it.
  public func clone(
    _ plan: CreationPlan, progress: @escaping @Sendable (CreationProgress) async -> Void = { _ in }
  ) async throws(NeuronError) -> Machine {
    try await locked(for: tr("copy “%1$@” to “%2$@”", name, plan.name)) { () async throws(NeuronError) in
      guard try await !state().isActive else { throw changedMeanwhile }
      // Before anything stands on its disks; a mark without that costs a look at the next start.
      if plan.isLinked { try await markAsBase() }
      let copy = CreationRun(hypervisor: hypervisor, plan: plan, progress: progress) { () async throws(NeuronError) in
        // Another tool may have started it; what was copied then is of no use.
        guard try await !self.state().isActive else { throw self.changedMeanwhile }
      }
      return try await copy.perform()
    }
  }
}

extension CreationPlan {
  /// Whether disks of it stand on others.
  var isLinked: Bool { steps.contains { if case .linkDisk = $0 { true } else { false } } }
}
