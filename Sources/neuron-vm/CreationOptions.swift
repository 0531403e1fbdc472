public import ArgumentParser
public import MachineModel
public import NeuronVM

/// What a new machine should be.
struct CreationOptions: ParsableArguments {
  @Argument(help: "The new machine's name.")
  var name: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The template's name (“neuron-vm template list”) or a file.", valueName: "template"),
    completion: .templateNames)
  var template: String

  @Option(help: ArgumentHelp("Memory, such as 8G.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Number of processors.", valueName: "count"))
  var vcpus: Int?

  @Option(help: ArgumentHelp("Size of the disk, such as 64G; it takes space only as it is written.", valueName: "size"))
  var disk: String?

  @Option(help: ArgumentHelp("The storage pool for the disk; “default” otherwise.", valueName: "pool"))
  var pool: String?

  @Option(
    help: ArgumentHelp("The ISO to install from: a file, or a name of “neuron-vm iso list”.", valueName: "iso"),
    completion: .file(extensions: ["iso"]))
  var iso: String?

  @Option(
    help: ArgumentHelp("The ISO with Windows' virtio drivers: a file or such a name.", valueName: "iso"),
    completion: .file(extensions: ["iso"]))
  var driversISO: String?

  @Option(
    help: ArgumentHelp("default, user, bridge:NAME, network:NAME or none; user on a session.", valueName: "network"))
  var network: String?

  @Option(help: ArgumentHelp("The network card's address; random otherwise.", valueName: "address"))
  var mac: String?

  @Option(help: ArgumentHelp("A kernel to boot directly (Linux).", valueName: "path"), completion: .file())
  var kernel: String?

  @Option(help: ArgumentHelp("The initramfs for that kernel.", valueName: "path"), completion: .file())
  var initrd: String?

  @Option(help: ArgumentHelp("That kernel's command line.", valueName: "text"))
  var cmdline: String?

  @Option(help: ArgumentHelp("uefi, or bios for Linux.", valueName: "firmware"))
  var firmware: DomainDescription.Firmware?

  @Option(
    help: ArgumentHelp(
      "auto uses KVM where “neuron-vm host check” proved it; kvm insists; none emulates.", valueName: "choice"))
  var accel: AccelerationChoice = .automatic

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A value of the template that has no option here, such as huge_pages=yes; docs/templates.md lists them.",
      valueName: "name=value"), transform: TemplateAssignment.init(parsing:))
  var values: [TemplateAssignment] = []

  @Flag(help: "Start the machine once it is made.")
  var start = false

  /// The request, as typed.
  var request: CreationRequest {
    var request = CreationRequest(name: name, template: template)
    request.templateIsFile = template.contains("/") || template.hasSuffix(".xml")
    request.memory = memory
    request.processors = vcpus
    request.disk = disk
    request.pool = pool
    request.iso = iso
    request.driversISO = driversISO
    request.network = network
    request.mac = mac
    request.kernel = kernel
    request.initrd = initrd
    request.commandLine = cmdline
    request.firmware = firmware
    request.acceleration = accel
    request.starts = start
    for value in values { request.values[value.name] = value.value }
    return request
  }
}

extension AccelerationChoice: ExpressibleByArgument {}
extension DomainDescription.Firmware: ExpressibleByArgument {}
