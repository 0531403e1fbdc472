import ArgumentParser

struct Template: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "See and fill the templates that machines are made from.",
    subcommands: [TemplateList.self, TemplateShow.self, TemplateCheck.self, TemplateRender.self])
}
