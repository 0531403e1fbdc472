/// What a processor is to another one.
///
/// Source: libvirt/libvirt-host.h, `virCPUCompareResult`.
public enum CPUComparison: Int32, Sendable, Hashable {
  /// It lacks something.
  case incompatible = 0
  /// It is the same.
  case identical
  /// It has more.
  case superset
}
