internal import CLibvirt

/// libvirt's event loop on a thread of its own, for the whole process and for ever.
///
/// It must be registered before the first connection is opened, or keepalive and events do not work.
enum EventLoop {
  /// Starts it, once; later calls cost nothing.
  static func start() { _ = isStarted }

  private static let isStarted: Bool = {
    // libvirt would print each error to standard error as well.
    virSetErrorFunc(nil, { _, _ in })
    guard virInitialize() == 0, virEventRegisterDefaultImpl() == 0 else { return false }
    return DetachedThread.start {
      while virEventRunDefaultImpl() == 0 {}
    }
  }()
}
