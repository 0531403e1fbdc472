public import MachineModel

/// Where on a host a machine's processors and memory are to be.
public struct TuningLayout: Hashable, Sendable {
  /// The host's processor for each of the machine's, by number.
  public let processors: [Int]
  /// How many threads of each core the machine has.
  public let threadsPerCore: Int
  /// Where QEMU's own threads and the I/O threads run: on cores that the host keeps.
  public let hostThreads: ProcessorSet
  /// The node that memory comes from while it has some; nil where the host has one only.
  public let node: Int?
  /// What the memory is made of.
  public var memory = Memory.transparent

  /// What a machine's memory is made of.
  public enum Memory: Hashable, Sendable {
    /// Pages of this size that the host keeps since its start.
    case reserved(ByteCount)
    /// Large pages where the kernel finds some, else small ones.
    case transparent
  }

  /// The cores that the machine has.
  public var cores: Int { processors.count / threadsPerCore }
}
