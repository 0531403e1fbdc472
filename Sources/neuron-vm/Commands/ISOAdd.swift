import ArgumentParser
import NeuronVM
import Text

struct ISOAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copy an ISO into a storage pool.",
    discussion: """
      What is no whole ISO is refused, and the same content is not copied twice. After Ctrl-C, or a crash, the same \
      command goes on where it ended; until then the ISO is marked as unfinished, and no machine gets it.
      """)

  @Argument(help: ArgumentHelp("The ISO, on this computer.", valueName: "file"), completion: .file(extensions: ["iso"]))
  var file: String

  @Option(help: ArgumentHelp("What to call it; the file's name otherwise.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The storage pool; “isos” otherwise, which is made when missing.", valueName: "pool"))
  var pool: String?

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let (file, name, pool) = (file, name, pool)
    let hypervisor = try await connection.hypervisor()
    let report = CopyReport()
    let addition: ISOAddition
    do {
      addition = try await Interruption.cancelling(saying: tr("Stopping …")) {
        try await hypervisor.addISO(file, named: name, pool: pool) { report.say($0) }
      }
      report.end()
    } catch {
      report.end()
      throw error
    }
    if json { return Output.print(ISOAdditionRecord(addition)) }
    for line in ISOReport.lines(addition) { Output.line(line) }
  }
}
