/// Why a connection ended.
public enum CloseReason: Sendable, Hashable {
  /// A call found the connection broken, or a read or write failed.
  case error
  /// The daemon ended or closed the connection.
  case endOfFile
  /// The daemon did not answer the keepalive questions.
  case keepAlive
  /// This program closed it.
  case client

  init(_ number: CInt) {
    self =
      switch number {
      case 1: .endOfFile
      case 2: .keepAlive
      case 3: .client
      default: .error
      }
  }
}
