import FoundationEssentials
import Libvirt
import MachineModel
import Text

/// Asks a hypervisor what the planning of a machine has to know.
struct CreationSurvey: Sendable {
  let hypervisor: Hypervisor
  let input: CreationInput

  var connection: Connection { hypervisor.connection }
  var choice: ConnectionChoice { hypervisor.choice }

  /// What an answer adds to the facts.
  typealias Finding = @Sendable (inout CreationFacts) -> Void

  /// All facts; the questions do not depend on each other, so they are asked at once.
  func facts() async throws(NeuronError) -> CreationFacts {
    let questions: [@Sendable () async throws(NeuronError) -> Finding] = [
      storage, name, network, acceleration, files,
    ]
    let answers = await withTaskGroup(of: (Int, Result<Finding, NeuronError>).self) { group in
      for (number, question) in questions.enumerated() {
        group.addTask {
          do throws(NeuronError) {
            return (number, .success(try await question()))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      // In the order of the questions, whichever is answered first.
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var facts = CreationFacts(
      pool: PoolSurvey(hypervisor: hypervisor, requested: input.request.pool, volumes: []).standardPool)
    for answer in answers { try answer.get()(&facts) }
    facts.isFolderOurs = hypervisor.canWrite(to: facts.pool)
    facts.staging = hypervisor.directories.cache
    return facts
  }

  private func name() async throws(NeuronError) -> Finding {
    guard let name = input.name?.description else { return { _ in } }
    let isTaken =
      try await hypervisor.lookUp { () async throws(LibvirtError) in try await connection.domainID(named: name) } != nil
    return { $0.nameIsTaken = isTaken }
  }

  private func files() async throws(NeuronError) -> Finding {
    let problems = try await HypervisorFiles(hypervisor: hypervisor).problems(with: input.files)
    return { $0.problems += problems }
  }

  private func storage() async throws(NeuronError) -> Finding {
    try await PoolSurvey(hypervisor: hypervisor, requested: input.request.pool, volumes: input.volumes).finding()
  }

  // MARK: - Network

  private func network() async throws(NeuronError) -> Finding {
    switch input.network {
    case .network(let name):
      let networks = try await hypervisor.asking(tr("Listing the networks")) { () async throws(LibvirtError) in
        try await connection.networks()
      }
      let found = networks.first { $0.name == name }
      let network = CreationFacts.Network(name: name, exists: found != nil, isActive: found?.isActive ?? false)
      return { $0.network = network }
    case .bridge(let name) where choice.isLocal:
      guard !FileManager.default.fileExists(atPath: "/sys/class/net/\(name)/bridge") else { return { _ in } }
      let problem = Problem(
        code: "network.bridge", message: tr("There is no bridge “%1$@” on this computer.", name),
        remedy: tr("“ip link show type bridge” shows those there are."))
      return { $0.problems.append(problem) }
    default: return { _ in }
    }
  }
}
