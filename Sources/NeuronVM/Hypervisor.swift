import FoundationEssentials
import Libvirt
public import MachineModel
import Text

/// A hypervisor that is connected: the door to its machines.
///
/// Shared freely between tasks.
public final class Hypervisor: Sendable {
  /// Where it is.
  public let choice: ConnectionChoice
  /// The connection, for what the use cases do not cover.
  let connection: Connection
  /// Where this user's journals, caches and templates are.
  let directories: Directories

  private init(choice: ConnectionChoice, connection: Connection, directories: Directories) {
    self.choice = choice
    self.connection = connection
    self.directories = directories
  }

  /// Connects; gives up after `limit`.
  public static func connect(
    to choice: ConnectionChoice, within limit: Duration = .seconds(30), directories: Directories = .current
  ) async throws(NeuronError) -> Hypervisor {
    do {
      let connection = try await Connection.open(choice.uri, deadline: limit)
      return Hypervisor(choice: choice, connection: connection, directories: directories)
    } catch {
      let failure = NeuronError(connecting: error, to: choice.uri)
      // A name that neither we remember nor libvirt has an alias for.
      if case .badAddress = failure, !choice.uri.contains(":") {
        let known = try RememberedConnections(directories).book().entries.map(\.name.description)
        throw .connectionNotFound(choice.uri, known: known)
      }
      throw failure
    }
  }

  /// Every machine, sorted by name; one question to libvirt however many there are.
  public func machines() async throws(NeuronError) -> [MachineSummary] {
    let records = try await asking(tr("Listing the machines")) { () async throws(LibvirtError) in
      try await connection.domains()
    }
    // libvirt keeps names unique.
    return records.map(MachineSummary.init).sorted { $0.name < $1.name }
  }

  /// The machine with this name, or with this UUID where no name is the same.
  public func machine(named text: String) async throws(NeuronError) -> Machine {
    if let found = try await lookUp({ () async throws(LibvirtError) in
      try await connection.withDomain(named: text) { domain throws(LibvirtError) in (try domain.id, try domain.name) }
    }) {
      return Machine(hypervisor: self, id: found.0, name: found.1)
    }
    guard let id = UUID(uuidString: text),
      let found = try await lookUp({ () async throws(LibvirtError) in
        try await connection.withDomain(id) { domain throws(LibvirtError) in (try domain.id, try domain.name) }
      })
    else { throw .machineNotFound(text) }
    return Machine(hypervisor: self, id: found.0, name: found.1)
  }

  /// The machine with this UUID as it is now; nil when there is none.
  func summary(of id: UUID) async throws(NeuronError) -> MachineSummary? {
    try await lookUp { () async throws(LibvirtError) in
      try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.record() }
    }.map(MachineSummary.init)
  }

  /// nil when libvirt knows no such machine.
  func lookUp<Value: Sendable>(
    _ call: () async throws(LibvirtError) -> Value
  ) async throws(NeuronError) -> Value? {
    do {
      return try await call()
    } catch {
      if error.code == .noDomain { return nil }
      throw NeuronError(error, at: choice.uri, doing: tr("Looking for the machine"))
    }
  }

  /// Ends the connection; calls under way fail.
  public func disconnect() async { await connection.close() }

  /// Runs a libvirt call and says its failure in our words.
  ///
  /// - Parameter doing: What is being done, as the beginning of “… did not work.”.
  func asking<Value: Sendable>(
    _ doing: String, _ call: () async throws(LibvirtError) -> Value
  ) async throws(NeuronError) -> Value {
    do {
      return try await call()
    } catch {
      throw NeuronError(error, at: choice.uri, doing: doing)
    }
  }
}

extension MachineSummary {
  init(_ record: DomainRecord) {
    self.init(
      id: record.id, name: record.name, state: MachineState(record.status.state),
      memory: record.maximumMemory.map(ByteCount.kibibytes), processors: record.virtualProcessors.map(Int.init))
  }
}

extension MachineState {
  init(_ state: DomainState) {
    self =
      switch state {
      case .noState: .noState
      case .running: .running
      case .blocked: .blocked
      case .paused: .paused
      case .shuttingDown: .shuttingDown
      case .shutOff: .shutOff
      case .crashed: .crashed
      case .suspended: .suspended
      }
  }
}
