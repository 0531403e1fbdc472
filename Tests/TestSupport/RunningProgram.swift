import Foundation
public import Glibc

/// A program that runs now: it can be read, and sent signals.
public struct RunningProgram: Sendable {
  /// Its process.
  public let process: pid_t
  private let outputPath: String
  private let errorPath: String

  init(process: pid_t, outputPath: String, errorPath: String) {
    self.process = process
    self.outputPath = outputPath
    self.errorPath = errorPath
  }

  /// What it has written to standard output so far.
  public var output: String { Self.text(outputPath) }

  /// What it has written to standard error so far.
  public var error: String { Self.text(errorPath) }

  /// Sends it a signal; nothing happens when it has ended.
  public func send(_ signal: Int32) { kill(process, signal) }

  /// Whether it has ended, of itself or by a signal.
  public var hasEnded: Bool { descriptorCount == nil }

  /// Waits until it has printed `text` in its output, or in standard error, `count` times; false when it never did.
  public func says(_ text: String, count: Int = 1, within limit: Duration = .seconds(120)) async -> Bool {
    await eventually(within: limit) {
      output.components(separatedBy: text).count > count || error.components(separatedBy: text).count > count
    }
  }

  /// The number of descriptors it holds; nil when it has ended.
  public var descriptorCount: Int? {
    try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }

  /// The number of its threads; nil when it has ended.
  public var threadCount: Int? {
    try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task").count
  }

  static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
