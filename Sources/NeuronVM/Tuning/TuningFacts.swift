import MachineModel

/// What has to be known to tune a machine.
struct TuningFacts: Hashable, Sendable {
  /// The host.
  var host = HostHardware()
  /// The other machines there, as far as they claim something.
  var others: [OtherMachine] = []
  /// Whether the machine belongs to one user, whom the system gives none of its large pages.
  var isSession = false
  /// Whether its memory is on disk: it then goes on with the definition it ran by.
  var isSaved = false

  /// Another machine's claims.
  struct OtherMachine: Hashable, Sendable {
    /// Its name.
    var name: String
    /// The host's processors that its own are bound to.
    var processors: ProcessorSet
    /// How much memory it takes in large pages, by their size; nil as the size is the usual one.
    var hugePages: [ByteCount?: ByteCount]
  }
}
