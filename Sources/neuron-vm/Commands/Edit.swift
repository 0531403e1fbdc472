import ArgumentParser
import NeuronVM
import Text

struct Edit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a machine's definition, libvirt's XML, in your editor.",
    discussion: """
      The editor is the one that VISUAL or EDITOR names. What changes is shown before it is done; “neuron-vm undo” takes it
      back. Passwords of displays are not shown, and stay unless you write others.
      """)

  @OptionGroup var target: MachineArgument

  @Option(
    help: ArgumentHelp("Take the definition from this file, and open no editor.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var from: String?

  @Option(
    help: ArgumentHelp("Go on with what you wrote before, which was kept in this file.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var draft: String?

  @OptionGroup var confirmation: Confirmation

  func validate() throws {
    if from != nil, draft != nil { throw ValidationError("--from and --draft exclude each other.") }
  }

  func run() async throws {
    try confirmation.check()
    let machine = try await target.find()
    let session = EditSession(draft: try await machine.draft(), confirmation: confirmation)
    if let from { return try await session.take(try EditFile(keptAt: from, for: session.draft)) }
    let editor = try Editor(for: machine.name, hasTerminal: EditSession.hasTerminal)
    let file =
      if let draft { try EditFile(keptAt: draft, for: session.draft) } else { try EditFile(session.draft) }
    try await session.edit(file, with: editor)
  }
}
