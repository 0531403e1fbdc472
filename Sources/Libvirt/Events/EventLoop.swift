internal import CLibvirt

/// libvirt's event loop on a thread of its own, for the whole process and for ever.
///
/// It is registered before the first connection is opened, and runs from when somebody needs it: while it runs, each
/// call to a daemon wakes it several times, a sixth of the time that a short program takes.
enum EventLoop {
  /// How long after its opening a connection can do without: libvirtd pings its clients after five seconds at the
  /// earliest, and gives up those that never answer.
  private static let patience = Duration.seconds(1)

  /// Registers it, once; to be called before a connection is opened.
  static func register() { _ = isRegistered }

  /// Runs it, once; for whoever registers something with libvirt that is called back.
  static func run() { _ = isRunning }

  /// Runs it soon, for a connection that stays.
  static func runSoon() {
    _ = Deadlines.shared.add(at: MonotonicTime.after(patience)) { run() }
  }

  private static let isRegistered: Bool = {
    // libvirt would print each error to standard error as well.
    virSetErrorFunc(nil, { _, _ in })
    return virInitialize() == 0 && virEventRegisterDefaultImpl() == 0
  }()

  private static let isRunning: Bool = {
    guard isRegistered else { return false }
    return DetachedThread.start {
      while virEventRunDefaultImpl() == 0 {}
    }
  }()
}
