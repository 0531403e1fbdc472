import Libvirt

extension Machine {
  /// Presses the space bar once a second: the loader of Windows' installation ISO asks for any key within five seconds,
  /// at a moment that only the screen shows.
  ///
  /// Errors do not matter: without the key the firmware goes on.
  func pressKeyForBootLoader(during time: Duration) async {
    let end = ContinuousClock.now.advanced(by: time)
    while ContinuousClock.now < end, !Task.isCancelled {
      try? await connection.withDomain(id) { domain throws(LibvirtError) in
        try domain.sendKeys([Self.spaceBar], hold: .milliseconds(100))
      }
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Source: Linux, include/uapi/linux/input-event-codes.h, `KEY_SPACE`.
  private static let spaceBar: UInt32 = 57
}
