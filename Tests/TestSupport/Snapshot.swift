import Foundation
public import Testing

/// Compares a text with the file that was recorded for it.
///
/// Recorded files stand in `Snapshots` beside the test. `RECORD_SNAPSHOTS=1` writes them anew; a missing one is written
/// and the test fails once, so that nobody takes a first recording for a check.
public func expectSnapshot(
  _ text: String, named name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
  let recorded = folder.appendingPathComponent(name)
  let records = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  let baseline = records ? nil : try? String(contentsOf: recorded, encoding: .utf8)
  guard let baseline else {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: recorded, atomically: true, encoding: .utf8)
      if !records {
        Issue.record("\(name) was missing and is recorded now. Read it, then run again.", sourceLocation: location)
      }
    } catch {
      Issue.record("\(name) cannot be recorded: \(error)", sourceLocation: location)
    }
    return
  }
  guard baseline != text else { return }
  let old = baseline.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let changes = new.difference(from: old).sorted { $0.line < $1.line }.map(\.text).joined(separator: "\n")
  Issue.record(
    "\(name) has changed. RECORD_SNAPSHOTS=1 records it anew.\n\(changes)", sourceLocation: location)
}

extension CollectionDifference<Substring>.Change {
  fileprivate var line: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  fileprivate var text: String {
    switch self {
    case .insert(let offset, let line, _): "+\(offset + 1): \(line)"
    case .remove(let offset, let line, _): "-\(offset + 1): \(line)"
    }
  }
}
