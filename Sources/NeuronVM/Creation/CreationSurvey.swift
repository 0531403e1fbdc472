import FoundationEssentials
import Hardware
import Libvirt
import MachineModel
import Text
import XML

/// Asks a hypervisor what the planning of a machine has to know.
struct CreationSurvey {
  let hypervisor: Hypervisor
  let input: CreationInput

  private var connection: Connection { hypervisor.connection }
  private var choice: ConnectionChoice { hypervisor.choice }

  func facts() async throws(NeuronError) -> CreationFacts {
    var facts = CreationFacts(pool: try await pool())
    facts.nameIsTaken = try await isTaken(input.name)
    try await addNetwork(to: &facts)
    try await addAcceleration(to: &facts)
    facts.problems += try await HypervisorFiles(hypervisor: hypervisor).problems(with: input.files)
    return facts
  }

  private func isTaken(_ name: MachineName?) async throws(NeuronError) -> Bool {
    guard let name = name?.description else { return false }
    return try await hypervisor.lookUp { () async throws(LibvirtError) in
      try await connection.domainID(named: name)
    } != nil
  }

  // MARK: - Storage

  private func pool() async throws(NeuronError) -> CreationFacts.Pool {
    let name = input.request.pool ?? "default"
    let pools = try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await connection.storagePools()
    }
    if pools.contains(where: { $0.name == name }) { return try await pool(named: name) }
    guard input.request.pool == nil else {
      throw .refused([
        Problem(
          code: "pool.missing", message: tr("There is no storage pool “%1$@”.", name),
          remedy: tr("The storage pools are: %1$@.", pools.map(\.name).joined(separator: ", ")))
      ])
    }
    // Another tool may keep a pool of another name on the same folder, and libvirt allows only one.
    for other in pools {
      let found = try await pool(named: other.name)
      if found.isFolder, found.path == standardPath { return found }
    }
    return CreationFacts.Pool(name: name, path: standardPath, exists: false, isActive: false)
  }

  private func pool(named name: String) async throws(NeuronError) -> CreationFacts.Pool {
    let wanted = input.volume
    let (xml, isActive, available, volumes) = try await hypervisor.asking(tr("Reading the storage pool")) {
      () async throws(LibvirtError) in
      try await connection.withStoragePool(named: name) { pool throws(LibvirtError) in
        let isActive = try pool.isActive
        var names = isActive ? Set(try pool.volumeNames()) : []
        if names.contains(wanted) {
          // Somebody may have removed the file: libvirt still lists it until it looks again.
          try? pool.refresh()
          names = Set(try pool.volumeNames())
        }
        return (try pool.xml(), isActive, isActive ? try pool.info().available : nil, names)
      }
    }
    guard let element = try? Element(parsing: xml) else {
      throw .hypervisor(doing: tr("Reading the storage pool"), detail: xml)
    }
    return CreationFacts.Pool(
      name: name, path: element.first("target", "path")?.text ?? "", isActive: isActive,
      isFolder: ["dir", "fs", "netfs"].contains(element["type"]), available: available, volumes: volumes)
  }

  private var standardPath: String {
    guard choice.isSession else { return "/var/lib/libvirt/images" }
    return hypervisor.directories.data + "/libvirt/images"
  }

  // MARK: - Network

  private func addNetwork(to facts: inout CreationFacts) async throws(NeuronError) {
    switch input.network {
    case .network(let name):
      let networks = try await hypervisor.asking(tr("Listing the networks")) { () async throws(LibvirtError) in
        try await connection.networks()
      }
      let found = networks.first { $0.name == name }
      facts.network = .init(name: name, exists: found != nil, isActive: found?.isActive ?? false)
    case .bridge(let name) where choice.isLocal:
      guard !FileManager.default.fileExists(atPath: "/sys/class/net/\(name)/bridge") else { return }
      facts.problems.append(
        Problem(
          code: "network.bridge", message: tr("There is no bridge “%1$@” on this computer.", name),
          remedy: tr("“ip link show type bridge” shows those there are.")))
    default: break
    }
  }

  // MARK: - Acceleration

  private func addAcceleration(to facts: inout CreationFacts) async throws(NeuronError) {
    if choice.isTest {
      facts.domainType = .test
      return
    }
    let wanted = input.request.acceleration
    let kvm = wanted == .none ? nil : try await hypervisor.capabilities(.kvm)
    if let kvm, wanted == .kvm {
      facts.accept(kvm, .kvm, hasSMM: choice.isLocal ? KVMDevice().hasSystemManagementMode ?? true : true)
      return
    }
    if wanted == .kvm {
      facts.problems.append(
        Problem(
          code: "accel", message: tr("libvirt at %1$@ offers no KVM.", choice.uri),
          remedy: tr("“neuron-vm host check” says why. With --accel none the machine is emulated, which is slow.")))
    }
    if let kvm, wanted == .automatic {
      let verdict = await verdict(emulator: kvm.emulator)
      if verdict.isProven {
        facts.accept(kvm, .kvm, hasSMM: choice.isLocal ? KVMDevice().hasSystemManagementMode ?? true : true)
        if !choice.isLocal {
          facts.warnings.append(
            tr("KVM is used because libvirt offers it; whether it works cannot be judged from here."))
        }
        return
      }
      facts.warnings.append(
        tr(
          "The machine is emulated, which is slow, because KVM is not proven to work here: %1$@. --accel kvm insists.",
          verdict.reason))
    } else if wanted == .automatic {
      facts.warnings.append(
        tr("The machine is emulated, which is slow, because libvirt offers no KVM. “neuron-vm host check” says why."))
    }
    facts.accept(try await hypervisor.capabilities(.qemu) ?? .unknown, .qemu, hasSMM: true)
  }

  /// KVM's verdict, from the last probe since the computer was started where there was one.
  private func verdict(emulator: String?) async -> KVMVerdict {
    guard choice.isLocal else { return .works }
    return await KVMVerdictCache(directories: hypervisor.directories).verdict(emulator: emulator)
  }
}

extension CreationFacts {
  fileprivate mutating func accept(_ capabilities: HostCapabilities, _ type: DomainType, hasSMM: Bool) {
    self.capabilities = capabilities
    self.domainType = type
    self.hasSMM = hasSMM
  }
}
