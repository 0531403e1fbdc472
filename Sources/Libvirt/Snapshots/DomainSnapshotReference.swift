internal import CLibvirt

/// A snapshot of a domain, lent to a closure on a call thread: ``DomainReference/withSnapshot(named:_:)``.
///
/// Its verbs block until libvirt has answered.
public struct DomainSnapshotReference: ~Copyable {
  let pointer: virDomainSnapshotPtr

  /// Takes over a snapshot object, which is freed with this value.
  init(adopting pointer: virDomainSnapshotPtr) { self.pointer = pointer }

  deinit { virDomainSnapshotFree(pointer) }

  /// The name; asks nobody.
  public var name: String {
    get throws(LibvirtError) { try snapshotName(pointer) }
  }

  /// Whether it is the one that the domain goes on from.
  public var isCurrent: Bool {
    get throws(LibvirtError) { try check(virDomainSnapshotIsCurrent(pointer, 0)) == 1 }
  }

  /// The snapshot's XML (`<domainsnapshot>`), without passwords.
  public func xml() throws(LibvirtError) -> String { try takeString(virDomainSnapshotGetXMLDesc(pointer, 0)) }

  /// Makes the domain what it was; everything since, its settings too, is lost.
  ///
  /// A long call.
  ///
  /// The domain then runs, is paused or is off, as the options say or as it was. A managed save stays where it is and no
  /// longer fits the disks; it has to be removed first.
  public func revert(_ options: SnapshotRevertOptions = []) throws(LibvirtError) {
    try check(virDomainRevertToSnapshot(pointer, options.rawValue))
  }

  /// Removes the snapshot; the domain stays as it is, and the snapshots after it follow the one before it.
  ///
  /// A long call: layers of files are merged.
  public func delete(_ options: SnapshotDeletionOptions = []) throws(LibvirtError) {
    try check(virDomainSnapshotDelete(pointer, options.rawValue))
  }
}

/// Copies the name of a snapshot object.
func snapshotName(_ pointer: virDomainSnapshotPtr) throws(LibvirtError) -> String {
  // SAFETY: the name lives as long as the snapshot object; it is copied here.
  String(cString: try check(virDomainSnapshotGetName(pointer)))
}
