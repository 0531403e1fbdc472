internal import CLibvirt

extension DomainReference {
  /// Presses `keys` together, holds them, and lets them go.
  ///
  /// - Parameters:
  ///   - keys: Linux key codes (`linux/input-event-codes.h`), at most sixteen.
  ///   - hold: How long they are held; whole milliseconds.
  public func sendKeys(_ keys: [UInt32], hold: Duration = .milliseconds(50)) throws(LibvirtError) {
    var keys = keys
    let (seconds, attoseconds) = hold.components
    let milliseconds = UInt32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    try check(
      virDomainSendKey(pointer, VIR_KEYCODE_SET_LINUX.rawValue, milliseconds, &keys, CInt(clamping: keys.count), 0))
  }
}
