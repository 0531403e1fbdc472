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

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  func run() async throws {
    let editor = try Editor()
    let draft = try await target.find().draft()
    let session = EditSession(draft: draft, file: try EditFile(draft), editor: editor, yes: yes)
    try await Interruption.finishing(saying: tr("The editor is still open.")) { try await session.run() }
  }
}
