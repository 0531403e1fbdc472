public import MachineModel
import XML

/// A machine at one moment: what it will be at its next start, and what it is while it runs.
public struct MachineForms: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// What it will be at its next start.
  public let definition: MachineDefinition
  /// libvirt's XML of what runs, without passwords; nil when it is off.
  public let running: String?
  /// Whether its memory is on disk, to go on from as it was, whatever its definition says by now.
  public var isSaved = false

  /// In what the running machine differs from its definition; empty when it is off.
  public func pendingChanges() throws(NeuronError) -> [PendingChange] {
    guard let running else { return [] }
    return PendingChange.all(running: try Element(definition: running), definition: try definition.element())
  }
}
