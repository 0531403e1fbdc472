import FoundationEssentials
import MachineModel
import Text

/// A creation request whose texts have become values; what could not become one is in `problems`.
struct CreationInput: Sendable {
  var name: MachineName?
  var memory: ByteCount?
  var processors: Int?
  var disk: ByteCount?
  var network: NetworkAttachment?
  var mac: MACAddress
  /// The addresses of the network cards after the first.
  var moreMACs: [MACAddress] = []
  var id = UUID()
  /// The files that were named, with absolute paths.
  var files: [(variable: TemplateVariable, path: String)] = []
  var problems: [Problem] = []
  let request: CreationRequest

  /// - Parameter isSession: Whether the connection is a user's own, which has no network of libvirt's.
  init(_ request: CreationRequest, isSession: Bool) {
    self.request = request
    // What is wrong with the number is said below, and not by the template once more.
    processors = request.processors.flatMap { $0 < 1 ? nil : $0 }
    var generator = SystemRandomNumberGenerator()
    mac = MACAddress.random(using: &generator)
    for _ in 1..<max(request.networkCards, 1) { moreMACs.append(MACAddress.random(using: &generator)) }
    var problems: [Problem] = []
    func parsed<Value>(_ code: String, _ read: () throws -> Value) -> Value? {
      do {
        return try read()
      } catch {
        problems.append(Problem(code: code, message: "\(error)"))
        return nil
      }
    }
    name = parsed("name") { try MachineName(parsing: request.name) }
    if let text = request.memory { memory = parsed("memory") { try ByteCount(parsing: text) } }
    if let text = request.disk { disk = parsed("disk") { try ByteCount(parsing: text) } }
    let network = request.network ?? (isSession ? "user" : "default")
    self.network = parsed("network") { try NetworkAttachment(parsing: network) }
    if let text = request.mac, let address = parsed("mac", { try MACAddress(parsing: text) }) { mac = address }
    let named: [(TemplateVariable, String?)] = [
      (.isoPath, request.iso), (.driversISOPath, request.driversISO), (.kernelPath, request.kernel),
      (.initrdPath, request.initrd),
    ]
    // A file like the others: the hypervisor has to be able to read it.
    let rom = request.values[TemplateVariable.romPath.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    for case (let variable, let path?) in named + [(.romPath, rom)] { files.append((variable, Self.absolute(path))) }
    if let count = request.processors, count < 1 {
      problems.append(Problem(code: "vcpus", message: tr("A machine needs at least one processor.")))
    }
    if request.kernel == nil, request.initrd != nil || request.commandLine != nil {
      problems.append(
        Problem(
          code: "kernel", message: tr("An initramfs or a command line is of no use without a kernel."),
          remedy: tr("Name the kernel with --kernel.")))
    }
    self.problems = problems + Self.problemsWithOwnOption(request.values)
  }

  /// The code of the request's field that gives a variable its value.
  static func field(of variable: TemplateVariable) -> String {
    switch variable {
    case .memoryMB: "memory"
    case .diskSizeGB: "disk"
    case .macAddress: "mac"
    default: variable.rawValue
    }
  }

  /// The name of the new disk; those that are taken in are named after the machine's UUID too.
  var volume: String { volumes[0] }

  /// The names of all new disks, at least one.
  var volumes: [String] {
    let machine = name?.description ?? "machine"
    guard !request.images.isEmpty else { return [machine + ".qcow2"] }
    return request.images.indices.map { number in
      CopyName.volume(machine, id, part: request.images.count > 1 ? "disk\(number + 1)" : nil, format: "qcow2")
    }
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// What the template is filled with, as far as the user chose it.
  var values: TemplateValues {
    var values = TemplateValues(
      given: request.values.filter { TemplateVariable(rawValue: $0.key)?.ownOption == nil })
    if let name { values[.name] = name.description }
    values[.uuid] = id.uuidString.lowercased()
    if let memory { values.set(.memoryMB, to: memory) }
    if let processors { values.set(.vcpus, to: processors) }
    if let disk { values.set(.diskSizeGB, to: disk) }
    if let network {
      values.set(network)
      if network != .none { values[.macAddress] = mac.description }
    }
    for file in files { values[file.variable] = file.path }
    values[.cmdline] = request.commandLine
    switch request.firmware {
    case .bios: values.set(.bios, to: true)
    case .uefi, nil: break
    }
    return values
  }
}
