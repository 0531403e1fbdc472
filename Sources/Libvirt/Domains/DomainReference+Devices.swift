internal import CLibvirt

extension DomainReference {
  /// Adds the device that `xml` describes.
  public func attachDevice(_ xml: String, to target: DomainTarget) throws(LibvirtError) {
    try check(virDomainAttachDeviceFlags(pointer, xml, target.rawValue))
  }

  /// Changes the device that `xml` names, as far as the hypervisor can (media, link state, …).
  ///
  /// - Parameter force: Whether a medium is taken out although the guest holds its drive's tray.
  public func updateDevice(
    _ xml: String, in target: DomainTarget, force: Bool = false
  ) throws(LibvirtError) {
    let flags = target.rawValue | (force ? VIR_DOMAIN_DEVICE_MODIFY_FORCE.rawValue : 0)
    try check(virDomainUpdateDeviceFlags(pointer, xml, flags))
  }

  /// Removes the device that `xml` names.
  ///
  /// In a running domain the guest has to agree: it is gone when ``DomainChange/deviceRemoved(alias:)`` says so.
  public func detachDevice(_ xml: String, from target: DomainTarget) throws(LibvirtError) {
    try check(virDomainDetachDeviceFlags(pointer, xml, target.rawValue))
  }

  /// Removes the device with this alias; see ``detachDevice(_:from:)``.
  public func detachDevice(alias: String, from target: DomainTarget) throws(LibvirtError) {
    try check(virDomainDetachDeviceAlias(pointer, alias, target.rawValue))
  }
}
