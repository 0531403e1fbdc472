import ArgumentParser
import MachineModel
import NeuronVM
import Text

/// Which device is taken from a machine.
struct DetachmentOptions: ParsableArguments {
  @OptionGroup var target: MachineArgument

  @Argument(help: ArgumentHelp("The device, by any of its functions; the only one without.", valueName: "address"))
  var address: PCIAddress?

  @OptionGroup var patience: TimeoutOption

  @Flag(help: "Show what would change, and do nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  /// Takes the device, or shows what that would be.
  func perform(onlyGraphics: Bool) async throws {
    let machine = try await target.find()
    let (address, limit) = (address, patience.limit)
    if dryRun {
      HostDeviceOutput.show(try await machine.detachmentPlan(of: address, onlyGraphics: onlyGraphics), json: json)
      return
    }
    try await HostDeviceOutput.change(machine, json: json) { () async throws(NeuronError) in
      try await machine.detach(address, onlyGraphics: onlyGraphics, within: limit)
    }
  }
}
