import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension Hypervisor {
  /// Decides how an exported machine is made again here.
  func plan(
    _ request: ImportRequest, _ file: ImportedFile, _ manifest: ExportManifest, _ definition: Element
  ) async throws(NeuronError) -> CreationPlan {
    var problems: [Problem] = []
    let fixed: [(String, Bool)] = [
      ("--template", request.template != nil), ("--memory", request.memory != nil),
      ("--vcpus", request.processors != nil), ("--network", request.network != nil),
    ]
    for (option, isGiven) in fixed where isGiven {
      problems.append(
        Problem(
          code: "option", message: tr("%1$@ is of no use here: an export says itself what the machine is.", option),
          remedy: tr("Leave it out, and change the machine once it is there.")))
    }
    guard problems.isEmpty else { throw .refused(problems) }
    var wishes = CreationRequest(name: request.name ?? MachineName.like(manifest.machine), template: "")
    wishes.network = "none"
    wishes.pool = request.pool
    wishes.acceleration = request.acceleration
    wishes.images = file.images
    var input = CreationInput(wishes, isSession: choice.isSession)
    let isCopy = try await summary(of: manifest.uuid) != nil
    if !isCopy { input.id = manifest.uuid }
    let facts = try await CreationSurvey(hypervisor: self, input: input).facts()
    var generator = SystemRandomNumberGenerator()
    let plan = try ExportImportPlanner(
      path: file.path, manifest: manifest, definition: definition, images: file.images, index: file.index, input: input,
      facts: facts, host: try await host(facts, for: definition), isCopy: isCopy, variablesFolder: variablesFolder,
      starts: request.starts
    ).plan(using: &generator)
    return plan.verifying(file.checked, warnings: file.warnings)
  }

  private func host(_ facts: CreationFacts, for definition: Element) async throws(NeuronError) -> HostAdaptation.Facts {
    let (networks, capabilities) = try await asking(tr("Asking what the hypervisor offers")) {
      () async throws(LibvirtError) in
      (try await connection.networks(), try await connection.capabilities())
    }
    let architecture = definition.first("os")?.first("type")?["arch"] ?? "x86_64"
    var machines: Set<String> = []
    for guest in (try? Element(parsing: capabilities))?.all("guest") ?? [] {
      for found in guest.all("arch") where found["name"] == architecture {
        machines.formUnion(found.all("machine").map(\.text))
        for domain in found.all("domain") { machines.formUnion(domain.all("machine").map(\.text)) }
      }
    }
    let named = HostAdaptation.files(of: definition)
    // What another computer has cannot be seen from here; libvirt says it at the start.
    let missing: Set<String> = choice.isLocal ? named.filter { !Folder.exists($0) } : []
    return HostAdaptation.Facts(
      capabilities: facts.capabilities, domainType: facts.domainType, machineTypes: machines,
      networks: Set(networks.map(\.name)), isSession: choice.isSession, missingFiles: missing)
  }
}
