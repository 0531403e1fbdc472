import ArgumentParser
import MachineModel
import NeuronVM

/// What a check of devices is about.
struct PassthroughOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Look whether this machine can have it, and whether others have it.", valueName: "machine"),
    completion: .machineNames)
  var machine: String?

  @Option(
    help: ArgumentHelp(
      "Do not refuse this device because the host needs it: you can get into this computer without it.",
      valueName: "address"))
  var iHaveAnotherWayIn: [PCIAddress] = []

  @OptionGroup var host: HostRootOption

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  /// The judgements, of one device or of all graphics cards.
  func reports(on address: PCIAddress?, onlyGraphics: Bool) async throws(NeuronError) -> [PassthroughReport] {
    let choice = try connection.choice()
    return try await HostInspection(choice, root: host.hostRoot).reports(
      on: address, onlyGraphics: onlyGraphics, anotherWayIn: Set(iHaveAnotherWayIn),
      machine: machine.map { ($0, choice) })
  }

  /// Prints judgements; the exit code is 4 when none is “ready”.
  func print(_ reports: [PassthroughReport], asOne: Bool) throws {
    if json {
      let records = reports.map(PassthroughRecord.init)
      if asOne, let record = records.first { Output.print(record) } else { Output.print(records) }
    } else {
      Output.text(reports.map { PassthroughText($0).text }.joined(separator: "\n"))
    }
    if !reports.contains(where: { $0.verdict == .ready }) { throw ExitCode(4) }
  }
}
