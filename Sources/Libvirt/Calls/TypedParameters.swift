internal import CLibvirt

/// libvirt's list of named values, as a call takes it; freed with this value.
struct TypedParameters: ~Copyable {
  private(set) var pointer: virTypedParameterPtr?
  private(set) var count: CInt = 0
  private var capacity: CInt = 0

  init() {}

  deinit { virTypedParamsFree(pointer, count) }

  /// Adds a text; the same name may come several times where the call takes a list.
  mutating func add(_ name: String, _ value: String) throws(LibvirtError) {
    try check(virTypedParamsAddString(&pointer, &count, &capacity, name, value))
  }
}
