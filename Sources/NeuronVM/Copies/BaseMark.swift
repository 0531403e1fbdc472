import MachineModel

/// The mark on a machine whose disks others stand on: a hint that it is worth looking before a start.
///
/// It stands in the definition under a namespace of its own, so that it is one call to read and to write, and whoever
/// forgets to take it away costs nothing but that look.
enum BaseMark {
  static let namespace = NeuronNamespace.uri + "/base"
  static let prefix = "neuronbase"
  static let xml = "<base/>"
}
