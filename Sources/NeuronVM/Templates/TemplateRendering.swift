import Libvirt
public import MachineModel
import XML

/// A template filled with values, without making anything.
public struct TemplateRendering: Sendable {
  /// The domain's XML.
  public let xml: String
  /// What the host cannot run, in words.
  public let leftOut: [String]

  /// Fills a template.
  ///
  /// - Parameter hypervisor: Whose abilities count; nil uses only what every host has.
  public init(
    _ template: DomainTemplate, _ values: TemplateValues, for hypervisor: Hypervisor?
  ) async throws(NeuronError) {
    let capabilities: HostCapabilities =
      if let hypervisor { try await hypervisor.capabilities(.kvm) ?? .unknown } else { .unknown }
    let answers = HostAnswers(
      for: template, values: values, capabilities: capabilities, domainType: .kvm, hasSMM: true)
    var values = values
    values.answers = answers.values
    do {
      xml = try template.filled(with: values).xmlText()
    } catch let error as TemplateProblems {
      throw .refused(error.problems.map(Problem.init))
    } catch {
      throw .refused([Problem(code: "template.xml", message: "\(error)")])
    }
    leftOut = LeftOut.sentences(for: answers.leftOut)
  }
}

extension Problem {
  /// A value that a template does not take.
  init(_ problem: TemplateProblem) { self.init(code: "template.\(problem.name)", message: "\(problem)") }
}
