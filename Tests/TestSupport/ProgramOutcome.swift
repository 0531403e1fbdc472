import Foundation

/// What a program that has ended left: its words and its end.
public struct ProgramOutcome: Sendable, CustomStringConvertible {
  /// The command, for messages.
  public let command: String
  /// All it wrote to standard output.
  public let output: String
  /// All it wrote to standard error.
  public let error: String
  /// Its exit code; nil when a signal ended it.
  public let exitCode: Int32?
  /// The signal that ended it; nil when it exited.
  public let signal: Int32?

  /// The lines of the output.
  public var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The output as JSON: an array or a dictionary of plain values; throws when it is not JSON.
  public func json() throws -> Any { try Self.json(output) }

  /// Standard error as JSON.
  public func errorJSON() throws -> Any { try Self.json(error) }

  private static func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
  }

  /// Everything, for a person who reads a failed test.
  public var description: String {
    let end = exitCode.map { "exit code \($0)" } ?? "signal \(signal ?? 0)"
    return "\(command)\n\(end)\nstdout: \(output)\nstderr: \(error)"
  }
}
