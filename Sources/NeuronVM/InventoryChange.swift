public import MachineModel

/// One thing that happened to the machines of a hypervisor.
public enum InventoryChange: Sendable, Hashable {
  /// The connection stands; these are the machines.
  case connected([MachineSummary])
  /// A machine is there that was not before.
  case appeared(MachineSummary)
  /// A machine is gone.
  case disappeared(MachineSummary)
  /// A machine's state, name, memory or processors changed.
  case changed(from: MachineSummary, to: MachineSummary)
  /// A machine's guest restarted.
  case restarted(MachineSummary)
  /// The connection is lost, for this reason; it is tried again after a while.
  case disconnected(reason: String, retryIn: Duration)
}
