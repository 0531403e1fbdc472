public import ArgumentParser
import Hardware
public import MachineModel

/// The device that a verb is about.
struct DeviceOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Any function of the device, such as 0000:01:00.0.", valueName: "address"))
  var address: PCIAddress

  @OptionGroup var output: SpeechOptions

  /// What does the work.
  func binding() throws -> DriverBinding { try output.binding() }
}

extension PCIAddress: ExpressibleByArgument {
  /// An address as typed; nil, and so a fault of the command line, for any other text.
  public init?(argument: String) {
    do throws(PCIAddressError) { try self.init(parsing: argument) } catch { return nil }
  }
}
