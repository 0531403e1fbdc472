import ArgumentParser
import NeuronVM
import Text

struct DiskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disk", abstract: "Show, add, remove or enlarge a machine's disks.",
    discussion: """
      Holds at once where the machine runs and the disk's bus can, else from the next start.
      Examples: neuron-vm disk win11 add --size 50G
                neuron-vm disk win11 resize vda 120G
                neuron-vm disk win11 remove vdb
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "list, add, remove or resize.")
  var action: Action = .list

  @Argument(help: ArgumentHelp("Which disk to remove or resize, such as vda.", valueName: "target"))
  var disk: String?

  @Argument(help: ArgumentHelp("To resize: the size it is to have, such as 80G.", valueName: "size"))
  var newSize: String?

  @OptionGroup(title: "For add") var wishes: DiskOptions

  @Flag(help: "For remove: delete its data too; it is named first.")
  var deleteDisk = false

  @Flag(name: [.short, .long], help: "For remove with --delete-disk: do not ask.")
  var yes = false

  @OptionGroup var patience: TimeoutOption

  @OptionGroup var options: PlanOptions

  enum Action: String, ExpressibleByArgument, CaseIterable { case list, add, remove, resize }

  func validate() throws {
    let (needed, words) = (action == .resize ? 2 : action == .remove ? 1 : 0, [disk, newSize].compactMap { $0 })
    if words.count > needed { throw ValidationError("“\(words[needed])” has no meaning here.") }
    if action == .remove, disk == nil { throw ValidationError("remove needs a disk, such as vdb.") }
    if action == .resize, words.count < 2 { throw ValidationError("resize needs a disk and a size: vda 80G.") }
    if action != .add, wishes.isGiven { throw ValidationError("--\(wishes.given) is for add.") }
    if action != .remove, deleteDisk { throw ValidationError("--delete-disk is for remove.") }
  }

  func run() async throws {
    let run = DiskRun(machine: try await target.find(), options: options)
    switch action {
    case .list: try await run.list()
    case .add: try await run.add(wishes.request)
    case .remove: try await run.remove(disk ?? "", deletes: deleteDisk, asks: !yes, within: patience.limit)
    case .resize: try await run.resize(disk ?? "", to: newSize ?? "")
    }
  }
}
