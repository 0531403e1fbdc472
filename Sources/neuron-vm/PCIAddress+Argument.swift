public import ArgumentParser
public import MachineModel

extension PCIAddress: ExpressibleByArgument {
  /// An address as typed; nil, and so a fault of the command line, for any other text.
  public init?(argument: String) {
    do throws(PCIAddressError) { try self.init(parsing: argument) } catch { return nil }
  }
}
