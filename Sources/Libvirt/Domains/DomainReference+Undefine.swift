internal import CLibvirt

extension DomainReference {
  /// Removes the definition; a running domain goes on as a transient one.
  ///
  /// What the driver does not know and so cannot have is left out; the options that keep something never are.
  public func undefine(_ options: UndefineOptions = []) throws(LibvirtError) {
    var options = options
    var optional = UndefineOptions.notEverywhere.filter { options.contains($0) }
    while virDomainUndefineFlags(pointer, options.rawValue) < 0 {
      let error = LibvirtError.last
      let isUnknownFlag = [.invalidArgument, .argumentUnsupported].contains(error.code)
      guard isUnknownFlag, !optional.isEmpty else { throw error }
      options.subtract(optional.removeFirst())
    }
  }

  /// The names of its snapshots.
  public func snapshotNames() throws(LibvirtError) -> [String] {
    var list: UnsafeMutablePointer<virDomainSnapshotPtr?>?
    let count = virDomainListAllSnapshots(pointer, &list, 0)
    return try takeList(count, list, release: virDomainSnapshotFree) { snapshot throws(LibvirtError) in
      // SAFETY: the name lives as long as the snapshot object; it is copied here.
      String(cString: try check(virDomainSnapshotGetName(snapshot)))
    }
  }
}
