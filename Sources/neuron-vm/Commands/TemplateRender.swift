import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct TemplateRender: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Fill a template and print the domain XML.",
    discussion: "Without --for-host only what every host can do is used.")

  @OptionGroup var template: TemplateArgument
  @OptionGroup var connection: ConnectionOptions

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A value; docs/templates.md lists the names.", valueName: "name=value"),
    transform: TemplateAssignment.init(parsing:))
  var values: [TemplateAssignment] = []

  @Flag(help: "Ask the hypervisor what it can do, and use that.")
  var forHost = false

  func run() async throws {
    let template = try TemplateLibrary().template(at: template.path())
    var given = TemplateValues()
    for value in values { given.set(named: value.name, to: value.value) }
    let hypervisor = forHost ? try await connection.hypervisor() : nil
    let rendering = try await TemplateRendering(template, given, for: hypervisor)
    for note in rendering.leftOut where forHost { Output.note(tr("note: %1$@", note)) }
    Output.document(rendering.xml)
  }
}
