import ArgumentParser
import MachineModel
import NeuronVM
import Text

/// Which device a machine is to be given, and how.
struct AttachmentOptions: ParsableArguments {
  @OptionGroup var target: MachineArgument

  @Argument(
    help: ArgumentHelp("The device, such as 0000:01:00.0; any of its functions names it.", valueName: "address"))
  var address: PCIAddress

  @Option(
    help: ArgumentHelp("A file with the ROM of exactly this card; most cards need none.", valueName: "file"),
    completion: .file())
  var rom: String?

  @Option(
    help: ArgumentHelp(
      "Do not refuse this device because the host needs it: you can get into this computer without it.",
      discussion: "It is noted in the machine, and holds for its starts.", valueName: "address"))
  var iHaveAnotherWayIn: [PCIAddress] = []

  @Flag(help: "Show what would change, and do nothing.")
  var dryRun = false

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if host.hostRoot != nil, !dryRun {
      throw ValidationError("--host-root is for --dry-run: a saved computer gives nothing away.")
    }
  }

  /// Gives the device, or shows what that would be.
  func perform(onlyGraphics: Bool) async throws {
    let machine = try await target.find()
    let request = AttachmentRequest(
      address, onlyGraphics: onlyGraphics, rom: rom, anotherWayIn: Set(iHaveAnotherWayIn))
    if dryRun {
      HostDeviceOutput.show(try await machine.attachmentPlan(request, root: host.hostRoot), json: json)
      return
    }
    try await HostDeviceOutput.change(machine, json: json) { () async throws(NeuronError) in
      try await machine.attach(request)
    }
  }
}
