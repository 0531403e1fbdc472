import ArgumentParser
import NeuronVM

struct TemplateShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a template.")

  @OptionGroup var template: TemplateArgument

  func run() async throws { Output.document(try TemplateLibrary().text(at: template.path())) }
}
