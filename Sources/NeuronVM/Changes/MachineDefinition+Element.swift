import MachineModel
import XML

extension MachineDefinition {
  /// The XML as a tree.
  ///
  /// Throws `hypervisor` for what is no XML, which libvirt never gives.
  func element() throws(NeuronError) -> Element { try Element(definition: xml) }
}
