import Glibc
import Testing

@testable import neuron_vm

/// Signals, in a process of their own.
@Suite(.serialized) struct InterruptionTests {
  @Test func `the first signal is answered at once and cancels`() async throws {
    let end = try await #require(processExitsWith: .success, observing: [\.standardErrorContent]) {
      try await Interruption.cancelling(saying: "Stopping …") { () async throws in
        kill(getpid(), SIGINT)
        // Ends when the task is cancelled.
        try? await Task.sleep(for: .seconds(3600))
      }
      exit(EXIT_SUCCESS)
    }
    #expect(String(decoding: end.standardErrorContent, as: UTF8.self) == "Stopping …\n")
  }

  @Test func `a second signal of any kind ends the program`() async throws {
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      try await Interruption.cancelling { () async throws in
        kill(getpid(), SIGINT)
        try? await Task.sleep(for: .seconds(3600))
        kill(getpid(), SIGTERM)
        while true { await Task.yield() }
      }
    }
  }

  @Test func `what has to be finished outlives every signal, and each is answered`() async throws {
    await #expect(processExitsWith: .success) {
      let words = "Finishing …"
      let line = words.utf8.count + 1
      let file = try #require(tmpfile())
      dup2(fileno(file), STDERR_FILENO)
      try await Interruption.finishing(saying: words) {
        for (number, signal) in [SIGINT, SIGTERM, SIGHUP, SIGINT].enumerated() {
          kill(getpid(), signal)
          // Until the answer is written.
          while lseek(STDERR_FILENO, 0, SEEK_CUR) < (number + 1) * line { await Task.yield() }
        }
      }
      exit(EXIT_SUCCESS)
    }
  }

  @Test func `afterwards a signal ends the program again`() async throws {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      try await Interruption.finishing(saying: "") {}
      kill(getpid(), SIGTERM)
      while true { await Task.yield() }
    }
  }
}
