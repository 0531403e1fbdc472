import MachineModel
import XML

/// What tuning a machine, or taking that back, does; a value, to be shown before anything is done.
public struct TuningPlan: Hashable, Sendable {
  /// Where its processors and memory will be; nil when tuning is taken back.
  public let layout: TuningLayout?
  /// What it means, a sentence each.
  public let words: [String]
  /// What the user should know beforehand.
  public let warnings: [String]
  /// What changes in the definition, our note on what it replaces left out.
  public let difference: LineDifference
  /// The definition as it should be; nil when it is so already.
  let definition: Element?

  /// Whether it is so already.
  public var isEmpty: Bool { definition == nil }
}
