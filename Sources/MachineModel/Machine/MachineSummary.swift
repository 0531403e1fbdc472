public import FoundationEssentials

/// What a list shows of a machine.
public struct MachineSummary: Hashable, Sendable, Identifiable {
  /// The machine's UUID, which never changes.
  public let id: UUID
  /// The name, unique on its connection.
  public let name: String
  /// What it is doing.
  public let state: MachineState
  /// The memory it may have at most; nil where the connection does not tell.
  public let memory: ByteCount?
  /// The number of virtual processors it may have at most; nil where the connection does not tell.
  public let processors: Int?

  /// Creates a summary.
  public init(id: UUID, name: String, state: MachineState, memory: ByteCount?, processors: Int?) {
    self.id = id
    self.name = name
    self.state = state
    self.memory = memory
    self.processors = processors
  }
}
