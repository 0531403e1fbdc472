import ArgumentParser
import NeuronVM
import Text

struct TemplateList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the templates there are.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let library = TemplateLibrary()
    let records = library.entries().map { TemplateRecord($0, try? library.template(at: $0.path)) }
    if json {
      Output.print(records)
      return
    }
    var table = Table(tr("NAME"), tr("WHAT IT MAKES"), tr("FILE"))
    for record in records {
      table.add(record.name, record.summary ?? tr("(has faults: see template check)"), record.path)
    }
    Output.text(table.text)
  }
}
