public import MachineModel

/// What a journal of root's says, line by line.
public enum BindingAction: Codable, Hashable, Sendable {
  /// What is about to be taken from the host, or given back, and how it stood before it was taken.
  case card(BoundCard)
  /// An attribute of the kernel's is about to be written.
  case write(AttributeChange)
}
