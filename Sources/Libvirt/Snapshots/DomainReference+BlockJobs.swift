internal import CLibvirt

extension DomainReference {
  /// How far the job of a disk is; nil when it has none.
  ///
  /// - Parameter disk: The disk's target, or the path of its image.
  public func blockJob(of disk: String) throws(LibvirtError) -> BlockJob? {
    var info = virDomainBlockJobInfo()
    guard try check(virDomainGetBlockJobInfo(pointer, disk, &info, 0)) > 0 else { return nil }
    return BlockJob(done: info.cur, total: info.end)
  }
}
