import MachineModel
import Testing

struct TemplateDocumentTests {
  /// The rows that the document must have, in the order of the vocabulary.
  private func rows(hostAnswers: Bool) -> [String] {
    TemplateVariable.allCases.filter { $0.isHostAnswer == hostAnswers }.map {
      "| `\($0.rawValue)` | \($0.kind.title) | \($0.summary) |"
    }
  }

  @Test func `the document has exactly the variables that templates know, in two tables`() throws {
    let lines = try Fixtures.text("docs/templates.md").split(separator: "\n").map(String.init)
    let documented = lines.filter { $0.hasPrefix("| `") }
    #expect(documented == rows(hostAnswers: false) + rows(hostAnswers: true))
  }

  @Test func `every variable has a sentence`() {
    for variable in TemplateVariable.allCases { #expect(variable.summary.hasSuffix(".")) }
  }
}
