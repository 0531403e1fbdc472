internal import CLibvirt
internal import Glibc

extension DomainReference {
  /// How far the job is that the hypervisor has under way for the domain; nil when there is none.
  public func job() throws(LibvirtError) -> DomainJob? {
    var kind: CInt = 0
    var count: CInt = 0
    var parameters: virTypedParameterPtr?
    try check(virDomainGetJobStats(pointer, &kind, &parameters, &count, 0))
    defer { virTypedParamsFree(parameters, count) }
    guard kind != CInt(VIR_DOMAIN_JOB_NONE.rawValue) else { return nil }
    func number(_ name: String) -> UInt64 {
      var value: UInt64 = 0
      return virTypedParamsGetULLong(parameters, count, name, &value) == 1 ? value : 0
    }
    return DomainJob(
      total: number(VIR_DOMAIN_JOB_DATA_TOTAL), processed: number(VIR_DOMAIN_JOB_DATA_PROCESSED),
      remaining: number(VIR_DOMAIN_JOB_DATA_REMAINING))
  }

  /// Ends the job that is under way; whoever waits for it gets ``LibvirtError/Code-swift.struct/operationAborted`` or
  /// another failure.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/operationInvalid`` when there is none.
  public func abortJob() throws(LibvirtError) { try check(virDomainAbortJob(pointer)) }
}
