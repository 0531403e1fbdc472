internal import CLibvirt

extension DomainReference {
  /// All snapshots, in no order.
  ///
  /// libvirt can put them in order itself, but libvirt 9.0 then fails while a snapshot is being made.
  ///
  /// One question for the list and two for each snapshot; one that somebody removes meanwhile is left out.
  public func snapshots() throws(LibvirtError) -> [DomainSnapshotRecord] {
    var list: UnsafeMutablePointer<virDomainSnapshotPtr?>?
    let count = virDomainListAllSnapshots(pointer, &list, 0)
    return try takeList(count, list, release: virDomainSnapshotFree) { snapshot throws(LibvirtError) in
      do throws(LibvirtError) {
        return DomainSnapshotRecord(
          name: try snapshotName(snapshot), xml: try takeString(virDomainSnapshotGetXMLDesc(snapshot, 0)),
          isCurrent: try check(virDomainSnapshotIsCurrent(snapshot, 0)) == 1)
      } catch {
        guard error.code == .noDomainSnapshot else { throw error }
        return nil
      }
    }.compactMap { $0 }
  }

  /// Looks a snapshot up by its name and lends it to `body`.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/noDomainSnapshot`` when there is none, else what `body` throws.
  public func withSnapshot<Value>(
    named name: String, _ body: (borrowing DomainSnapshotReference) throws(LibvirtError) -> Value
  ) throws(LibvirtError) -> Value {
    try body(DomainSnapshotReference(adopting: try check(virDomainSnapshotLookupByName(pointer, name, 0))))
  }

  /// Makes a snapshot from its XML and returns its name.
  ///
  /// A long call: a running domain's memory is written to the disk, and its processors stand still meanwhile.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/operationFailed`` when there is a snapshot of this name already.
  public func createSnapshot(
    _ xml: String, _ options: SnapshotCreationOptions = []
  ) throws(LibvirtError) -> String {
    let snapshot = try check(virDomainSnapshotCreateXML(pointer, xml, options.rawValue))
    defer { virDomainSnapshotFree(snapshot) }
    return try snapshotName(snapshot)
  }
}
