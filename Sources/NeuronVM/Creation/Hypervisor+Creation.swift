import MachineModel
import Text

extension Hypervisor {
  /// Decides how a machine is made; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func plan(_ request: CreationRequest) async throws(NeuronError) -> CreationPlan {
    let library = TemplateLibrary(directories)
    let template =
      request.templateIsFile
      ? try library.template(at: request.template) : try library.template(named: request.template)
    let media = try await CreationMedia(request, for: template.system, at: self)
    let input = CreationInput(media.request, isSession: choice.isSession)
    var facts = try await CreationSurvey(hypervisor: self, input: input).facts()
    // libvirt itself reaches what is in its pools, and one problem is enough for a medium that is not there.
    facts.problems.removeAll { problem in media.judged.contains { $0.rawValue == problem.code } }
    facts.problems += media.problems
    facts.warnings += media.warnings
    return try CreationPlanner(input: input, template: template, facts: facts).plan()
  }

  /// Makes the machine as planned, as a transaction: on failure, and when the task is cancelled, nothing is left.
  ///
  /// - Parameter progress: Called before and after each step; the next step waits for it.
  public func create(
    _ plan: CreationPlan, progress: @escaping @Sendable (CreationProgress) async -> Void = { _ in }
  ) async throws(NeuronError) -> Machine {
    try await CreationRun(hypervisor: self, plan: plan, progress: progress).perform()
  }
}
