import Foundation
import TestSupport
import Testing

/// A message as somebody really met it, and what it should be recognised as.
struct KnownMessageFixture: Sendable, CustomTestStringConvertible {
  let code: String
  let source: String
  /// What stands in the pattern's holes; nil where the test does not care.
  let values: [String]?
  let text: String

  var testDescription: String { "\(code): \(text.prefix(60))" }

  private static let folder = PackageRoot.path + "/Tests/MachineModelTests/Fixtures/messages/"

  /// All of `known.txt`: `code:`, `source:` and perhaps `values:`, an empty line, and the message, up to `====`.
  static func all() throws -> [KnownMessageFixture] {
    try String(contentsOfFile: folder + "known.txt", encoding: .utf8).components(separatedBy: "\n====\n").map {
      record in
      let parts = record.components(separatedBy: "\n\n")
      var fields: [String: String] = [:]
      for line in parts[0].split(separator: "\n") {
        let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        fields[String(pair[0])] = pair[1].trimmingCharacters(in: .whitespaces)
      }
      let values = fields["values"].map { $0.isEmpty ? [] : $0.components(separatedBy: " | ") }
      let text = parts.dropFirst().joined(separator: "\n\n")
      return KnownMessageFixture(
        code: fields["code"] ?? "", source: fields["source"] ?? "", values: values,
        text: text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }

  /// Lines that logs are full of and that mean nothing bad.
  static func ordinary() throws -> [String] {
    try String(contentsOfFile: folder + "ordinary.txt", encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
