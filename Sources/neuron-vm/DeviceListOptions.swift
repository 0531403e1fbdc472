import ArgumentParser
import NeuronVM

/// Which host's devices are listed, and how.
struct DeviceListOptions: ParsableArguments {
  @OptionGroup var host: HostRootOption

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  /// Prints what the host has.
  ///
  /// - Parameters:
  ///   - read: Finds it out.
  ///   - record: Its form in JSON.
  ///   - heading: The columns' titles.
  ///   - row: Its columns.
  ///   - none: What is said when there is nothing.
  func list<Subject>(
    _ read: (HostInspection) async throws(NeuronError) -> [Subject], as record: (Subject) -> some Encodable,
    heading: [String], none: String, row: (Subject) -> [String]
  ) async throws {
    let subjects = try await read(HostInspection(connection.choice(), root: host.hostRoot))
    if json { return Output.print(subjects.map(record)) }
    if subjects.isEmpty { return Output.note(none) }
    var table = Table(heading)
    for subject in subjects { table.add(row(subject)) }
    Output.text(table.text)
  }
}
