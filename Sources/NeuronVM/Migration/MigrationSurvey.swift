import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Asks both hypervisors what the planning of a move has to know.
struct MigrationSurvey: Sendable {
  let machine: Machine
  let target: Hypervisor

  private var source: Hypervisor { machine.hypervisor }

  func facts() async throws(NeuronError) -> MigrationFacts {
    let id = machine.id
    let (status, xml, isPersistent, automatic, isSaved, snapshots) = try await machine.asking(tr("Reading the machine"))
    {
      domain throws(LibvirtError) in
      (
        try domain.status(), try domain.xml(), try domain.isPersistent, (try? domain.startsAutomatically) ?? false,
        (try? domain.hasManagedSave) ?? false, (try? domain.snapshotNames()) ?? []
      )
    }
    guard let element = try? Element(parsing: xml) else {
      throw .hypervisor(doing: tr("Reading the definition"), detail: "")
    }
    var facts = MigrationFacts(
      name: machine.name, id: id, state: MachineState(status.state), machine: MovedMachine(domain: element),
      isPersistent: isPersistent, startsWithHost: automatic, isSaved: isSaved, snapshots: snapshots,
      source: source.choice.uri, target: target.choice.uri)
    let hosts = (try await host(of: source), try await host(of: target))
    facts.isSameHost = source.choice == target.choice || (hosts.0.id != nil && hosts.0.id == hosts.1.id)
    facts.isThere = try await target.summary(of: id) != nil
    facts.nameIsTaken =
      try await target.lookUp { () async throws(LibvirtError) in
        try await target.connection.domainID(named: machine.name)
      }.map { $0 != id } ?? false
    facts.isOffered = await isOffered(facts.machine)
    facts.processor = await processor(facts.machine, hosts.0.processor)
    try await networks(&facts)
    // The looks do not depend on each other, but each of them makes a pool look anew: one after the other.
    for disk in facts.machine.description.disks {
      guard let place = disk.source, let name = disk.place else { continue }
      let there = await VolumeLook(hypervisor: target).look(for: place)
      var found = MigrationFacts.DiskFacts(disk: disk, place: name, there: there)
      switch await VolumeLook(hypervisor: source).look(for: place) {
      case .found(let here): found.here = here
      case .missing: found.isGone = true
      case .unknown: break
      }
      facts.disks.append(found)
    }
    if let variables = facts.machine.description.nvramPath, facts.state.isActive,
      case .missing = await VolumeLook(hypervisor: target).look(for: .file(variables))
    {
      facts.variablesStay = true
    }
    return facts
  }

  /// The computer's own identity and its processor, as its libvirt tells them.
  private func host(of hypervisor: Hypervisor) async throws(NeuronError) -> (id: String?, processor: String?) {
    let xml = try await hypervisor.asking(tr("Asking for the computer")) { () async throws(LibvirtError) in
      try await hypervisor.connection.capabilities()
    }
    let host = (try? Element(parsing: xml))?.first("host")
    return (host?.first("uuid")?.text, host?.first("cpu").flatMap { try? $0.xmlText() })
  }

  private func isOffered(_ machine: MovedMachine) async -> Bool? {
    do throws(LibvirtError) {
      _ = try await target.connection.domainCapabilities(
        architecture: machine.architecture, machine: machine.board, type: machine.description.type)
      return true
    } catch {
      return error.code == .noSupport ? nil : false
    }
  }

  private func processor(_ machine: MovedMachine, _ host: String?) async -> CPUComparison? {
    // An emulated processor is the same everywhere.
    guard machine.description.type == "kvm" else { return nil }
    switch machine.processorMode {
    case "custom":
      guard let processor = machine.processor else { return nil }
      return try? await target.connection.compareHypervisorCPU(
        processor, architecture: machine.architecture, machine: machine.board, type: machine.description.type)
    case "host-passthrough", "maximum":
      guard let host else { return nil }
      return try? await target.connection.compareHostCPU(host)
    default: return nil
    }
  }

  private func networks(_ facts: inout MigrationFacts) async throws(NeuronError) {
    let cards = facts.machine.description.networkCards
    guard !cards.isEmpty else { return }
    let networks = try await target.asking(tr("Listing the networks")) { () async throws(LibvirtError) in
      try await target.connection.networks()
    }
    let interfaces = try? await target.connection.nodeDeviceNames(.network)
    for card in cards {
      guard let name = card.source else { continue }
      switch card.type {
      case "network":
        guard let network = networks.first(where: { $0.name == name }) else {
          facts.missingNetworks.append(name)
          continue
        }
        if !network.isActive { facts.stoppedNetworks.append(name) }
      case "bridge", "direct":
        // libvirt names them `net_br0_52_54_00_…`, and an interface of a network of its own as well.
        let marked = "net_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) + "_"
        guard let interfaces, !interfaces.isEmpty else {
          facts.unknownNetworks.append(name)
          continue
        }
        if !interfaces.contains(where: { $0.hasPrefix(marked) }) { facts.missingNetworks.append(name) }
      default: break
      }
    }
  }
}
