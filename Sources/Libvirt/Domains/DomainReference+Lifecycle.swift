internal import CLibvirt

extension DomainReference {
  /// Starts it, or restores it when it has a managed save.
  ///
  /// A long call.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/operationInvalid`` when it runs already.
  ///
  /// - Parameter paused: Whether its processors stay stopped until ``resume()``.
  public func start(paused: Bool = false) throws(LibvirtError) {
    try check(virDomainCreateWithFlags(pointer, paused ? VIR_DOMAIN_START_PAUSED.rawValue : 0))
  }

  /// Lets a paused domain go on.
  public func resume() throws(LibvirtError) { try check(virDomainResume(pointer)) }

  /// Pauses it.
  public func suspend() throws(LibvirtError) { try check(virDomainSuspend(pointer)) }

  /// Asks the guest to shut down; returns before it has, and the guest may ignore it.
  public func shutdown(_ mode: ShutdownMode = .automatic) throws(LibvirtError) {
    try check(virDomainShutdownFlags(pointer, mode.shutdownFlags))
  }

  /// Asks the guest to reboot; returns before it has, and the guest may ignore it.
  public func reboot(_ mode: ShutdownMode = .automatic) throws(LibvirtError) {
    try check(virDomainReboot(pointer, mode.rebootFlags))
  }

  /// Presses the reset button: the guest is not asked.
  public func reset() throws(LibvirtError) { try check(virDomainReset(pointer, 0)) }

  /// Ends it at once; the guest is not asked.
  ///
  /// - Parameter graceful: Whether an emulator that does not end on the polite signal is left alone, which then throws
  ///   ``LibvirtError/Code-swift.struct/resourceBusy`` or ``LibvirtError/Code-swift.struct/operationFailed``, instead of killed.
  public func destroy(graceful: Bool = false) throws(LibvirtError) {
    try check(virDomainDestroyFlags(pointer, graceful ? VIR_DOMAIN_DESTROY_GRACEFUL.rawValue : 0))
  }

  /// Saves its memory to the host's disk and stops it; ``start(paused:)`` goes on from there.
  ///
  /// A long call.
  public func managedSave() throws(LibvirtError) { try check(virDomainManagedSave(pointer, 0)) }

  /// Whether there is a managed save.
  public var hasManagedSave: Bool {
    get throws(LibvirtError) { try check(virDomainHasManagedSaveImage(pointer, 0)) == 1 }
  }

  /// The XML of what goes on from the managed save, which may be another than the definition.
  public func managedSaveXML() throws(LibvirtError) -> String {
    try takeString(virDomainManagedSaveGetXMLDesc(pointer, 0))
  }

  /// Throws the managed save away.
  public func removeManagedSave() throws(LibvirtError) { try check(virDomainManagedSaveRemove(pointer, 0)) }

  /// Why the hypervisor's last job of the domain failed or what it warns about; empty when it has nothing to say.
  public func messages() throws(LibvirtError) -> [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = try check(virDomainGetMessages(pointer, &list, 0))
    return takeStrings(count, list)
  }
}
