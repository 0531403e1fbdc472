import ArgumentParser
import NeuronVM
import Text

struct Share: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Let a machine see a folder of its host.",
    discussion: """
      By virtiofs; the guest mounts the folder by its name, and the command says how.
      Example: neuron-vm share debian add ~/Documents --as documents
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "list, add or remove.")
  var action: Action = .list

  @Argument(
    help: ArgumentHelp("The folder to add, or the name of the one to remove.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Flag(help: "For add: the guest may not write to it.")
  var readOnly = false

  @Option(name: .customLong("as"), help: ArgumentHelp("For add: its name in the guest.", valueName: "name"))
  var tag: String?

  @OptionGroup var patience: TimeoutOption

  @OptionGroup var options: PlanOptions

  enum Action: String, ExpressibleByArgument, CaseIterable { case list, add, remove }

  func validate() throws {
    if action == .list, let folder { throw ValidationError("“\(folder)” has no meaning here.") }
    if action != .list, folder == nil { throw ValidationError("\(action.rawValue) needs a folder.") }
    if action != .add, readOnly || tag != nil { throw ValidationError("--read-only and --as are for add.") }
  }

  func run() async throws {
    let machine = try await target.find()
    let run = DeviceRun(machine: machine, options: options)
    let (folder, tag, readOnly, limit) = (folder ?? "", tag, readOnly, patience.limit)
    switch action {
    case .list:
      let folders = try await machine.sharedFolders()
      if options.json {
        Output.print(folders.map(SharedFolderRecord.init))
      } else {
        DeviceOutput.list(folders, of: machine)
      }
    case .add:
      try await run.perform(
        previewedBy: { () async throws(NeuronError) in
          try await machine.previewOfSharing(folder, as: tag, isReadOnly: readOnly)
        }, { () async throws(NeuronError) in try await machine.share(folder, as: tag, isReadOnly: readOnly) })
    case .remove:
      try await run.perform(
        previewedBy: { () async throws(NeuronError) in try await machine.previewOfUnsharing(folder) },
        { () async throws(NeuronError) in try await machine.unshare(folder, within: limit) })
    }
  }
}
