public import MachineModel

/// A part of an archive, and the checksum that it should have.
public struct CheckedPart: Hashable, Sendable {
  /// The archive.
  public let path: String
  /// Where it lies in it.
  public let member: ArchiveMember
  /// What its checksum should be.
  public let checksum: ChecksumList.Checksum
}
