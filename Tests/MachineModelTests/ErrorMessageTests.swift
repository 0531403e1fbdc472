import MachineModel
import Testing
import XML

struct ErrorMessageTests {
  @Test(
    arguments: [
      (.empty, "empty"), (.malformed(line: 7, reason: "tag mismatch"), "line 7: tag mismatch"),
      (.documentType, "<!DOCTYPE"), (.tooLarge, "2 GiB"), (.character("\u{1B}", place: "domain/name"), "domain/name"),
      (.character("\u{1B}", place: ""), "U+001B"), (.character("\u{FFFF}", place: "a/@b"), "U+FFFF"),
      (.name("a b", place: "domain"), "“a b”"), (.comment(place: "domain/os"), "domain/os"),
    ] as [(XMLError, String)])
  func `an error of XML says what and where`(error: XMLError, part: String) {
    #expect(error.message.contains(part))
    #expect(!error.message.contains("%") && !error.message.contains("\u{1B}"))
  }

  @Test func `every problem of values and every fault of a template has a sentence without gaps`() throws {
    let problems: [TemplateProblem] =
      [
        .unknownName("x"), .unused(.gpu, template: "linux"), .missing(.name),
        .belowMinimum(.vcpus, value: 1, minimum: 2),
        .aboveMaximum(.vcpus, value: 9, maximum: 8), .character(.name, "\u{1}"),
      ] + TemplateVariable.allCases.map { .malformed($0, value: "?") }
    for problem in problems {
      #expect(problem.description.contains("“\(problem.name)”") && !problem.description.contains("$@"))
    }
    let faults = DomainTemplate.faults(
      in: DomainTemplateTests.text(
        header: "<neuron:parameter name='ram'/><neuron:parameter name='vcpus' minimum='x'/><neuron:x/>", name: "x",
        inside: "<a neuron:if='?'>{{b}}</a><neuron:c/><neuron:devices/><d e='{{'/><f neuron:if='g'/>"), named: "bad")
    #expect(faults.count == 10)
    for fault in faults { #expect(!fault.description.isEmpty && !fault.description.contains("$@")) }
  }
}
