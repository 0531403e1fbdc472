public import XML

/// Memory that a machine shares with a program of the host, like Looking Glass; a file in `/dev/shm`.
public struct SharedMemoryDevice: Hashable, Sendable {
  /// The name of the file in `/dev/shm`.
  public let name: String
  /// The size, a power of two of whole mebibytes.
  public let size: ByteCount

  /// Shared memory; nil when the name is empty or has a slash, or the size is no power of two of at least 1 MiB.
  public init?(name: String, size: ByteCount) {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else { return nil }
    guard size.bytes.nonzeroBitCount == 1, size >= .mebibytes(1) else { return nil }
    self.name = name
    self.size = size
  }

  /// The `<shmem>` of a domain.
  public var element: Element {
    Element("shmem", ["name": name]) {
      Element("model", ["type": "ivshmem-plain"])
      Element("size", ["unit": "M"]) { String(size.mebibytes) }
    }
  }
}
