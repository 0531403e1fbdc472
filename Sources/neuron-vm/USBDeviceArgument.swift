import ArgumentParser
import MachineModel

/// Which USB device is meant.
struct USBDeviceArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The device: vendor:product, vendor:product:serial, port:1-2.3 or bus.number.", valueName: "device"),
    transform: { text in
      do throws(USBDeviceNameError) {
        return try USBDeviceName(parsing: text)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var name: USBDeviceName
}
