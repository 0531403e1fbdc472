import Foundation
import Subprocess

/// libvirt's own judgement of domains, without a hypervisor.
public enum DomainSchema {
  /// What xmllint says against the files, by libvirt's schema; empty when all are valid.
  public static func errors(in files: [String]) async throws -> String {
    let schema = "/usr/share/libvirt/schemas/domain.rng"
    let result = try await run(
      .name("xmllint"), arguments: Arguments(["--noout", "--relaxng", schema] + files), output: .discarded,
      error: .string(limit: 16 << 20))
    guard !result.terminationStatus.isSuccess else { return "" }
    let text = result.standardError
    return text.split(separator: "\n").filter { !$0.hasSuffix(" validates") }.joined(separator: "\n")
  }

  /// What libvirt's test driver says against defining the files, one after the other, with validation.
  ///
  /// The driver lives in the memory of one `virsh`, so nothing is left behind.
  public static func definitionErrors(of files: [String]) async throws -> String {
    let commands = files.map { "define --validate '\($0)'" }.joined(separator: "\n") + "\n"
    let result = try await run(
      .name("virsh"), arguments: ["-c", "test:///default"],
      environment: .inherit.updating(["LC_ALL": "C"]), input: .string(commands),
      output: .string(limit: 16 << 20), error: .string(limit: 16 << 20))
    let defined = (result.standardOutput).components(separatedBy: "defined from").count - 1
    let errors = result.standardError
    return defined == files.count ? errors : "\(defined) of \(files.count) were defined.\n" + errors
  }

  /// Writes documents to files of a folder that exists while `body` runs.
  public static func withFiles<Value>(
    _ documents: [(name: String, xml: String)], _ body: ([String]) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("neuron-domains-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for document in documents {
      let file = folder.appendingPathComponent(document.name + ".xml")
      try document.xml.write(to: file, atomically: false, encoding: .utf8)
      paths.append(file.path)
    }
    return try await body(paths)
  }
}
