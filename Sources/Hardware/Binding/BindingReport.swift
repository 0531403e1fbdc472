public import MachineModel

/// What became of a device.
public struct BindingReport: Sendable {
  /// The function it is named by.
  public let address: PCIAddress
  /// What it is called.
  public let name: String
  /// Its functions as they stand now.
  public let functions: [PCIDevice]
  /// The steps that were taken.
  public let steps: [BindingStep]
  /// What is worth knowing.
  public let notes: [String]
}
