import ArgumentParser
import NeuronVM
import Text

struct CDROM: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cdrom", abstract: "Put an ISO into a machine's CD drive, or take it out.",
    discussion: """
      Holds at once and at the next start. A machine without a drive gets one with its next start.
      Example: neuron-vm cdrom win11 insert virtio-win.iso
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "list, insert or eject.")
  var action: Action = .list

  @Argument(
    help: ArgumentHelp("To insert: a path, POOL/VOLUME, or the name of a volume.", valueName: "iso"),
    completion: .file(extensions: ["iso"]))
  var iso: String?

  @Option(help: ArgumentHelp("Which drive, such as sda; needed when there are several.", valueName: "target"))
  var drive: String?

  @Flag(help: "Take the medium out although the guest uses it.")
  var force = false

  @OptionGroup var options: PlanOptions

  enum Action: String, ExpressibleByArgument, CaseIterable { case list, insert, eject }

  func validate() throws {
    if action == .insert, iso == nil { throw ValidationError("insert needs an ISO.") }
    if action != .insert, let iso { throw ValidationError("“\(iso)” has no meaning here.") }
  }

  func run() async throws {
    let machine = try await target.find()
    let run = DeviceRun(machine: machine, options: options)
    let (iso, drive, force) = (iso ?? "", drive, force)
    switch action {
    case .list:
      let drives = try await machine.drives()
      if options.json { Output.print(drives.map(DriveRecord.init)) } else { DeviceOutput.list(drives, of: machine) }
    case .insert:
      try await run.perform(
        previewedBy: { () async throws(NeuronError) in try await machine.previewOfInserting(iso, drive: drive) },
        { () async throws(NeuronError) in try await machine.insert(iso, drive: drive, force: force) })
    case .eject:
      try await run.perform(
        previewedBy: { () async throws(NeuronError) in try await machine.previewOfEjecting(drive: drive) },
        { () async throws(NeuronError) in try await machine.eject(drive: drive, force: force) })
    }
  }
}
