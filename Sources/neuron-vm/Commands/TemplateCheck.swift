import ArgumentParser
import NeuronVM
import Text

struct TemplateCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say everything that is wrong with a template.")

  @OptionGroup var template: TemplateArgument

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let problems = try TemplateLibrary().problems(inFile: template.path())
    guard problems.isEmpty else { throw NeuronError.refused(problems) }
    if json { Output.print(["faults": [String]()]) } else { Output.line(tr("The template is well.")) }
  }
}
