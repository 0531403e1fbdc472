import ArgumentParser
import NeuronVM

struct USBDetach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach", abstract: "Take a USB device of the host from a running machine.",
    discussion: "One that has been pulled out as well. Example: neuron-vm usb detach win11 046d:c31c")

  @OptionGroup var target: MachineArgument

  @OptionGroup var device: USBDeviceArgument

  @OptionGroup var patience: TimeoutOption

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let (name, limit) = (device.name, patience.limit)
    try await DeviceRun(machine: machine, options: options).perform(
      previewedBy: { () async throws(NeuronError) in try await machine.previewOfDetachingUSB(name) },
      { () async throws(NeuronError) in try await machine.detachUSB(name, within: limit ?? Machine.usbPatience) })
  }
}
