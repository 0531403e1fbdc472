internal import CLibvirt

extension DomainReference {
  /// Opens a serial console; nil takes the first one.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/operationFailed`` when somebody else has it open.
  ///
  /// - Parameter force: Whether somebody else's console is taken away.
  public func openConsole(_ alias: String? = nil, force: Bool = false) throws(LibvirtError) -> Stream {
    let flags = VIR_DOMAIN_CONSOLE_SAFE.rawValue | (force ? VIR_DOMAIN_CONSOLE_FORCE.rawValue : 0)
    return try Stream(of: handle) { stream throws(LibvirtError) in
      try check(virDomainOpenConsole(pointer, alias, stream, flags))
    }
  }

  /// Opens a virtio channel by its name; nil takes the first one.
  ///
  /// A channel has one user at a time.
  ///
  /// - Parameter force: Whether somebody else's channel is taken away.
  public func openChannel(_ name: String? = nil, force: Bool = false) throws(LibvirtError) -> Stream {
    try Stream(of: handle) { stream throws(LibvirtError) in
      try check(virDomainOpenChannel(pointer, name, stream, force ? VIR_DOMAIN_CHANNEL_FORCE.rawValue : 0))
    }
  }

  /// Takes a picture of a screen.
  public func screenshot(screen: UInt32 = 0) throws(LibvirtError) -> Screenshot {
    var mimeType = ""
    let stream = try Stream(of: handle) { stream throws(LibvirtError) in
      mimeType = try takeString(virDomainScreenshot(pointer, stream, screen, 0))
    }
    return Screenshot(mimeType: mimeType, stream: stream)
  }
}
