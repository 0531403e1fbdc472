internal import CLibvirt

extension DomainReference {
  /// How large a disk is, by its target or its path; of a domain that does not run, its image is looked into.
  public func blockInfo(of disk: String) throws(LibvirtError) -> BlockInfo {
    var info = virDomainBlockInfo()
    try check(virDomainGetBlockInfo(pointer, disk, &info, 0))
    return BlockInfo(capacity: info.capacity, allocation: info.allocation)
  }

  /// Gives a disk of a running domain another size, in bytes.
  ///
  /// A long call. Nothing is asked: a smaller size cuts the disk's end off.
  public func resizeBlock(_ disk: String, to capacity: UInt64) throws(LibvirtError) {
    try check(virDomainBlockResize(pointer, disk, capacity, VIR_DOMAIN_BLOCK_RESIZE_BYTES.rawValue))
  }
}
