import Foundation
import Subprocess
import SystemPackage

/// A built program, run as a user runs it: as a process of its own.
public struct CommandLineProgram: Sendable {
  /// The program's file.
  public let path: String
  /// Words that come before those of each run.
  public var arguments: [String]
  /// Variables that are added to this process's; nil takes one away.
  public var environment: [String: String?]

  /// Names a program.
  public init(_ path: String, arguments: [String] = [], environment: [String: String?] = [:]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }

  /// Why a run gave no outcome.
  public struct DeadlineExceeded: Error, CustomStringConvertible {
    /// What was run, and what it had said.
    public let description: String
  }

  /// Runs the program to its end, without standard input.
  ///
  /// Throws ``DeadlineExceeded`` when it does not end; it is killed then.
  public func callAsFunction(_ words: String..., deadline: Duration = .seconds(180)) async throws -> ProgramOutcome {
    try await run(words, deadline: deadline)
  }

  /// The same with the words in an array.
  public func run(_ words: [String], deadline: Duration = .seconds(180)) async throws -> ProgramOutcome {
    try await whileRunning(words, deadline: deadline) { _ in }.outcome
  }

  /// Runs the program, lets `body` watch it and send it signals, and waits for its end.
  ///
  /// - Parameter deadline: For all of it, the program's end after `body` included.
  public func whileRunning<Result: Sendable>(
    _ words: [String], deadline: Duration = .seconds(180),
    _ body: @escaping @Sendable (RunningProgram) async throws -> Result
  ) async throws -> (result: Result, outcome: ProgramOutcome) {
    let folder = try TemporaryDirectory()
    let (outputPath, errorPath) = (folder.path("output"), folder.path("error"))
    let command = ([path] + arguments + words).map { $0.count > 300 ? $0.prefix(300) + "…" : $0 }.joined(separator: " ")
    let result = try await limited(to: deadline) {
      try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(arguments + words), environment: environmentOfProcess,
        input: .none, output: .fileDescriptor(try open(outputPath), closeAfterSpawningProcess: true),
        error: .fileDescriptor(try open(errorPath), closeAfterSpawningProcess: true)
      ) { execution in
        try await body(
          RunningProgram(
            process: pid_t(execution.processIdentifier.value), outputPath: outputPath, errorPath: errorPath))
      }
    }
    let (output, error) = (RunningProgram.text(outputPath), RunningProgram.text(errorPath))
    guard let result else {
      throw DeadlineExceeded(
        description: "\(command) did not end within \(deadline)\nstdout: \(output)\nstderr: \(error)")
    }
    var ends: (exit: Int32?, signal: Int32?)
    switch result.terminationStatus {
    case .exited(let code): ends = (code, nil)
    case .signaled(let number): ends = (nil, number)
    }
    return (
      result.closureResult,
      ProgramOutcome(command: command, output: output, error: error, exitCode: ends.exit, signal: ends.signal)
    )
  }

  private var environmentOfProcess: Environment {
    .inherit.updating(
      Dictionary(
        uniqueKeysWithValues: environment.compactMap { name, value in
          Environment.Key(rawValue: name).map { ($0, value) }
        }))
  }

  private func open(_ path: String) throws -> FileDescriptor {
    try FileDescriptor.open(path, .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
  }

  /// The work's value; nil when the time was over first, after the work was cancelled and has ended.
  private func limited<Value: Sendable>(
    to deadline: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: deadline)
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
