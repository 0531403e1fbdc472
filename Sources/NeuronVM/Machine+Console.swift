import Libvirt
import MachineModel
import Text

extension Machine {
  /// Hands over what the machine prints on its first serial console, as it comes.
  ///
  /// - Parameters:
  ///   - text: Ends as soon as this was printed; nil reads until the machine ends.
  ///   - limit: How long to wait at most; nil waits for ever.
  ///   - take: Gets the bytes, in order; they come from the guest and may be anything.
  public func console(
    until text: String?, within limit: Duration?, take: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(NeuronError) {
    let stream = try await asking(tr("Opening the console")) { domain throws(LibvirtError) in
      try domain.openConsole()
    }
    let wanted = Array((text ?? "").utf8)
    let end = limit.map { ContinuousClock.now.advanced(by: $0) }
    // Only as much is kept as the wanted text may be spread over.
    var tail: [UInt8] = []
    do {
      while true {
        let rest = end.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
        let bytes = try await stream.receive(deadline: rest)
        if bytes.isEmpty { break }
        take(bytes)
        guard !wanted.isEmpty else { continue }
        tail += bytes
        if tail.contains(wanted) {
          try? await stream.abort()
          return
        }
        tail = Array(tail.suffix(wanted.count - 1))
      }
    } catch {
      try? await stream.abort()
      if error.code == .deadlineExceeded, let limit { throw .consoleTimedOut(machine: name, text: text, after: limit) }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Reading the console"))
    }
    if let text { throw .consoleEnded(machine: name, text: text) }
  }
}
