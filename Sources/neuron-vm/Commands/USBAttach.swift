import ArgumentParser
import NeuronVM

struct USBAttach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Give a running machine a USB device of its host.",
    discussion: """
      At once, until the machine ends or the device is pulled out; the machine's definition stays as it is.
      Example: neuron-vm usb attach win11 046d:c31c
      """)

  @OptionGroup var target: MachineArgument

  @OptionGroup var device: USBDeviceArgument

  @Flag(help: "Give it although it may be what you work on this computer with: you can get in without it.")
  var iHaveAnotherWayIn = false

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let (name, way) = (device.name, iHaveAnotherWayIn)
    try await DeviceRun(machine: machine, options: options).perform(
      previewedBy: { () async throws(NeuronError) in
        try await machine.previewOfAttachingUSB(name, hasAnotherWayIn: way)
      }, { () async throws(NeuronError) in try await machine.attachUSB(name, hasAnotherWayIn: way) })
  }
}
