import Dispatch
import Glibc
import SystemPackage

/// The way from a signal's handler, which may do next to nothing, to code that may do anything.
///
/// A dispatch source for signals loses some on Linux: it needs the signal blocked in every thread, and libvirt's and the
/// runtime's own threads were there before.
enum SignalPipe {
  private static let ends = try? FileDescriptor.pipe()

  /// What hands each caught signal to `answer`, on a thread of its own; nil when the process can open no more files.
  static func source(_ answer: @escaping @Sendable (Int32) -> Void) -> (any DispatchSourceRead)? {
    guard let ends else { return nil }
    let source = DispatchSource.makeReadSource(
      fileDescriptor: ends.readEnd.rawValue, queue: DispatchQueue(label: "signals"))
    source.setEventHandler {
      var number: UInt8 = 0
      // SAFETY: one byte is read into one byte.
      if unsafe read(ends.readEnd.rawValue, &number, 1) == 1 { answer(Int32(number)) }
    }
    return source
  }

  /// Sends a signal's number through the pipe from now on, instead of ending the program.
  static func catchSignal(_ number: Int32) {
    guard ends != nil else { return }
    signal(number) { number in
      var byte = UInt8(truncatingIfNeeded: number)
      // SAFETY: one byte is written; `write` is allowed in a handler, and `ends` was made before it was installed.
      if let ends = SignalPipe.ends { _ = unsafe write(ends.writeEnd.rawValue, &byte, 1) }
    }
  }
}
