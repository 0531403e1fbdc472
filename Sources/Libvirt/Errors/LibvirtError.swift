internal import CLibvirt

/// What libvirt answered instead of doing the call.
///
/// Callers branch on ``code`` (and, where the same code has several meanings, on ``domain``), never on ``message``.
public struct LibvirtError: Error, Sendable, Hashable {
  /// Which situation it is.
  public let code: Code

  /// Which part of libvirt said so: a `VIR_FROM_…` number, 0 for our own errors.
  ///
  /// Source: libvirt/virterror.h, `virErrorDomain`.
  public let domain: Int32

  /// The text of libvirt or of the hypervisor, as it came; English or the daemon's language, for people only.
  public let message: String

  /// The kernel's error number behind ``Code-swift.struct/systemError``, such as 13 for “permission denied”; nil for
  /// every other code.
  public let systemError: Int32?

  /// Makes an error by hand; `domain` 0 means that it does not come from libvirt.
  public init(code: Code, domain: Int32 = 0, message: String, systemError: Int32? = nil) {
    self.code = code
    self.domain = domain
    self.message = message
    self.systemError = systemError
  }
}

extension LibvirtError: CustomStringConvertible {
  /// The message with its numbers, for logs.
  public var description: String { "\(message) (code \(code.rawValue), domain \(domain))" }
}

extension LibvirtError {
  /// The error of the libvirt call that this thread made last; it must be read before anything else runs on the thread.
  static var last: LibvirtError {
    // SAFETY: the error belongs to this thread and stays until its next libvirt call; it is copied here.
    guard let error = virGetLastError()?.pointee, error.code != 0 else {
      return LibvirtError(code: .internalError, message: "libvirt gave no reason")
    }
    return LibvirtError(
      code: Code(rawValue: error.code), domain: error.domain,
      message: error.message.map { String(cString: $0) } ?? "libvirt gave no reason",
      systemError: error.code == Code.systemError.rawValue ? error.int1 : nil)
  }

  static let deadlineExceeded = LibvirtError(code: .deadlineExceeded, message: "the call did not end in time")
  static let cancelled = LibvirtError(code: .cancelled, message: "the caller was cancelled")
  static let closed = LibvirtError(code: .closed, message: "the connection is closed")
  static let connectionLost = LibvirtError(code: .connectionLost, message: "the connection was lost")
}
