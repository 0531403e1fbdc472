/// Our part of a domain's XML.
public enum NeuronNamespace {
  /// The namespace of our elements and attributes.
  public static let uri = "https://neuronos.org/xmlns/vm/1"
  /// The prefix that we write.
  public static let prefix = "neuron"
  /// The root element of our part of a domain's metadata.
  public static let root = "machine"
}
