import MachineModel
import NeuronVM

/// How a device would be taken from the host, or given back, as docs/json.md says.
struct BindingPlanRecord: Encodable {
  let address: String
  let name: String
  let steps: [StepRecord]
  let problems: [ProblemRecord]
  let notes: [String]

  struct StepRecord: Encodable {
    let code: String
    let title: String
    let path: String?
    let text: String?
  }

  init(_ subject: PassthroughSubject, _ steps: [BindingStep], _ problems: [PassthroughProblem], notes: [String]) {
    address = "\(subject.primary.address)"
    name = subject.primary.title
    self.steps = steps.map { step in
      // An empty line is written as two quotes in a shell.
      let text = step.write.map { $0.text.split(separator: "\n").first.map(String.init) ?? "''" }
      return StepRecord(code: step.code, title: step.title, path: step.write.map { "/" + $0.path }, text: text)
    }
    self.problems = problems.map { ProblemRecord(Problem(code: $0.code, message: $0.message, remedy: $0.remedy)) }
    self.notes = notes
  }
}
