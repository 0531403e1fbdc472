import ArgumentParser
import NeuronVM

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a machine of a disk image, an OVA or an export.",
    discussion: """
      Disk images are qcow2, raw, VMDK, VHDX, VDI and VHD; they are copied, and stay as they are.
      Example: neuron-vm import debian-12.qcow2 --name debian --memory 2G --start
      """)

  @OptionGroup var connection: ConnectionOptions

  @Argument(
    help: ArgumentHelp("The file.", valueName: "file"),
    completion: .file(extensions: ["qcow2", "img", "raw", "vmdk", "vhdx", "vhd", "vdi", "ova", "nvm"]))
  var file: String

  @Option(help: ArgumentHelp("The new machine's name; that of the file otherwise.", valueName: "name"))
  var name: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The template's name or a file; what suits the disk otherwise.", valueName: "template"),
    completion: .templateNames)
  var template: String?

  @Option(help: ArgumentHelp("Memory, such as 8G.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Number of processors.", valueName: "count"))
  var vcpus: Int?

  @Option(
    help: ArgumentHelp("default, user, bridge:NAME, network:NAME or none; user on a session.", valueName: "network"))
  var network: String?

  @Option(help: ArgumentHelp("The storage pool for the disks; “default” otherwise.", valueName: "pool"))
  var pool: String?

  @Option(
    help: ArgumentHelp(
      "auto uses KVM where “neuron-vm host check” proved it; kvm insists; none emulates.", valueName: "choice"))
  var accel: AccelerationChoice = .automatic

  @Flag(help: "Start the machine once it is made.")
  var start = false

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let hypervisor = try await connection.hypervisor()
    let repairs = options.dryRun ? [] : await Repair.finishInterrupted(hypervisor)
    let request = request
    let plan = try await Interruption.cancelling { try await hypervisor.plan(request) }
    let command = CreationCommand(plan: plan, notes: repairs, options: options)
    try await command.run(hint: !start) { plan, progress throws(NeuronError) in
      try await hypervisor.create(plan, progress: progress)
    }
  }

  private var request: ImportRequest {
    var request = ImportRequest(path: file)
    request.name = name
    request.template = template
    request.memory = memory
    request.processors = vcpus
    request.network = network
    request.pool = pool
    request.acceleration = accel
    request.starts = start
    return request
  }
}
