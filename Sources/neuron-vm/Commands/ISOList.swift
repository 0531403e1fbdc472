import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct ISOList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the ISOs in the storage pools, and what they are.",
    discussion: "What an ISO is, is told by its content. --json tells checksums, needs and the template that fits.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let isos = try await connection.hypervisor().isos()
    if json {
      Output.print(isos.map(ISOFileRecord.init))
    } else if isos.isEmpty {
      Output.note(tr("There is no ISO yet. Add one: neuron-vm iso add FILE"))
    } else {
      var table = Table(tr("NAME"), tr("SIZE"), tr("WHAT IT IS"), tr("POOL"), tr("SHA-256"))
      for iso in isos {
        let checksum = iso.checksum.map { $0.prefix(12) + "…" } ?? "-"
        table.add(iso.name, iso.sizeText, iso.title, iso.pool, checksum)
      }
      Output.text(table.text)
    }
  }
}

extension ISORecord {
  fileprivate var sizeText: String {
    let own = ByteCount(bytes: size).rounded
    return unfinished?.total.map { tr("%1$@ of %2$@", own, ByteCount(bytes: $0).rounded) } ?? own
  }

  fileprivate var title: String {
    if let unfinished { return unfinished.isUnderWay ? tr("(is being copied)") : tr("(not copied to its end)") }
    return recognised?.title ?? tr("(cannot be read)")
  }
}
