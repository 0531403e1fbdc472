import Glibc
import MachineModel
import Synchronization
import Text

/// How much of something long is done: on a terminal each percent on one line, else a line for each quarter.
enum ProgressLine {
  /// What was told last of the work under way.
  private static let told = Mutex(0)

  /// Says what begins.
  static func begin(_ text: String) {
    end()
    Output.note(text)
  }

  /// Says how much is done.
  static func say(_ bytes: UInt64, of all: UInt64) {
    guard all > 0, !Output.isJSON else { return }
    let isTerminal = isatty(STDERR_FILENO) == 1
    let percent = Int(min(Double(bytes) / Double(all), 1) * 100)
    let part = isTerminal ? percent : percent / 25 * 25
    let isNew = told.withLock { told in
      defer { told = max(told, part) }
      return part > told
    }
    guard isNew else { return }
    let text = tr("%1$@ %% of %2$@", part, ByteCount.mebibytes(max(1, all >> 20)))
    if isTerminal { Output.error("\r\u{1B}[K  " + text) } else { Output.note("  " + text) }
  }

  /// Ends the line, if there is one.
  static func end() {
    let wasTold = told.withLock { told in
      defer { told = 0 }
      return told > 0
    }
    if wasTold, !Output.isJSON, isatty(STDERR_FILENO) == 1 { Output.error("\r\u{1B}[K") }
  }
}
