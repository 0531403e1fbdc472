internal import CLibvirt

extension DomainReference {
  /// Asks for an amount of memory within the most it may have; a running guest gives back, or takes, by its balloon.
  ///
  /// - Parameter amount: In KiB.
  public func setMemory(_ amount: UInt64, in target: DomainTarget) throws(LibvirtError) {
    try check(virDomainSetMemoryFlags(pointer, UInt(amount), target.rawValue))
  }

  /// Sets the number of processors within the most it may have; in a running guest by plugging them.
  public func setProcessors(_ count: Int, in target: DomainTarget) throws(LibvirtError) {
    try check(virDomainSetVcpusFlags(pointer, UInt32(clamping: count), target.rawValue))
  }
}
