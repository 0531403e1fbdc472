import Text

extension Machine {
  /// Decides how the machine goes to another hypervisor; nothing is changed at either.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func migrationPlan(
    to target: Hypervisor, _ request: MigrationRequest
  ) async throws(NeuronError) -> MigrationPlan {
    for hypervisor in [hypervisor, target] where hypervisor.choice.isTest {
      throw .refused([
        Problem(
          code: "target.test",
          message: tr("%1$@ is libvirt's test driver, which moves no machine.", hypervisor.choice.uri))
      ])
    }
    let facts = try await MigrationSurvey(machine: self, target: target).facts()
    return try MigrationPlanner(request: request, facts: facts).plan()
  }

  /// Moves the machine as planned; returns it, as it is at the target.
  ///
  /// Whatever goes wrong, and when the task is cancelled, the machine stays where it is, what was made at the target is
  /// removed, and `notMoved` is thrown.
  ///
  /// - Parameter limit: How long it may take; nil for an hour, and for a day where disks are copied.
  public func migrate(
    _ plan: MigrationPlan, to target: Hypervisor, _ request: MigrationRequest, within limit: Duration? = nil,
    progress: @escaping @Sendable (MigrationProgress) async -> Void
  ) async throws(NeuronError) -> Machine {
    let limit = limit ?? (plan.steps.contains { $0.code == "createDisk" } ? .seconds(86_400) : .seconds(3600))
    return try await locked(for: tr("move “%1$@” to %2$@", name, plan.target)) { () async throws(NeuronError) in
      // What was looked at before may have changed while another command had the machine.
      guard try await migrationPlan(to: target, request) == plan else { throw changedMeanwhile }
      return try await MigrationRun(
        machine: self, target: target, plan: plan, request: request, limit: limit, progress: progress
      ).perform()
    }
  }
}
