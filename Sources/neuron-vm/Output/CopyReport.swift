import Glibc
import MachineModel
import NeuronVM
import Synchronization
import Text

/// How far a copy is, on standard error: a line that is written over on a terminal, else a line now and then.
final class CopyReport: Sendable {
  private struct State {
    var last: ContinuousClock.Instant?
    var began: ContinuousClock.Instant?
    var beganAt: UInt64 = 0
    var phase: ISOCopyProgress.Phase?
    var isLineOpen = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// Tells it, but not too often.
  func say(_ progress: ISOCopyProgress) {
    guard !Output.isJSON else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if state.phase != progress.phase {
        (state.phase, state.began, state.beganAt, state.last) = (progress.phase, now, progress.done, nil)
      }
      let pause = isTerminal ? Duration.milliseconds(200) : .seconds(10)
      if let last = state.last, last.duration(to: now) < pause { return }
      state.last = now
      let text = Self.text(progress, rate: Self.rate(progress, state, now))
      if isTerminal {
        Output.error("\r" + text + "\u{1B}[K")
        state.isLineOpen = true
      } else {
        Output.error(text + "\n")
      }
    }
  }

  /// Ends the line.
  func end() {
    state.withLock { state in
      if state.isLineOpen { Output.error("\n") }
      state.isLineOpen = false
    }
  }

  private static func rate(
    _ progress: ISOCopyProgress, _ state: State, _ now: ContinuousClock.Instant
  ) -> ByteCount? {
    guard let began = state.began, progress.done > state.beganAt else { return nil }
    let (seconds, attoseconds) = began.duration(to: now).components
    let time = Double(seconds) + Double(attoseconds) / 1e18
    return time < 0.2 ? nil : ByteCount(bytes: UInt64(Double(progress.done - state.beganAt) / time))
  }

  private static func text(_ progress: ISOCopyProgress, rate: ByteCount?) -> String {
    let (done, total) = (ByteCount(bytes: progress.done).rounded, ByteCount(bytes: progress.total).rounded)
    switch progress.phase {
    case .comparing: return tr("Comparing: %1$@ of %2$@", done, total)
    case .copying:
      return rate.map { tr("Copying: %1$@ of %2$@, %3$@/s", done, total, $0.rounded) }
        ?? tr("Copying: %1$@ of %2$@", done, total)
    case .finishing: return tr("Waiting until the disk has it …")
    }
  }
}
