import MachineModel

/// What the planning of a new disk has to know; read once, and then only a value.
struct DiskAdditionFacts: Sendable, Hashable {
  /// The buses that the hypervisor offers; empty when it does not tell.
  var buses: Set<String> = []
  /// The pool that a new disk goes to; nil where none is needed.
  var pool: CreationFacts.Pool?
  /// The image that is there already; nil where a new one is made, or none was found.
  var image: DiskImage?
  /// What stands in the way of using the image.
  var problems: [Problem] = []
}
