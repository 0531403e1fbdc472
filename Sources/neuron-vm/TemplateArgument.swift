import ArgumentParser
import NeuronVM

/// A template, by its name or as a file.
struct TemplateArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The template's name, or the path of a file.", valueName: "template"),
    completion: .templateNames)
  var template: String

  /// The template's file.
  func path() throws(NeuronError) -> String {
    if template.contains("/") || template.hasSuffix(".xml") { return template }
    let entries = TemplateLibrary().entries()
    guard let entry = entries.first(where: { $0.name == template }) else {
      throw .templateNotFound(template, known: entries.map(\.name))
    }
    return entry.path
  }
}
