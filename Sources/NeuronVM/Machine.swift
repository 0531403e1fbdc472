public import FoundationEssentials
import Libvirt
public import MachineModel
import Text
import XML

/// One machine of a hypervisor, addressed by its UUID: a rename does not lose it.
public struct Machine: Sendable, Identifiable {
  /// Where the machine is.
  public let hypervisor: Hypervisor
  /// The machine's UUID.
  public let id: UUID
  /// The name it had when it was looked up.
  public let name: String

  var connection: Connection { hypervisor.connection }

  /// What the machine is doing now.
  public func state() async throws(NeuronError) -> MachineState {
    let status = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in try domain.status() }
    return MachineState(status.state)
  }

  /// What the machine is made of, read from its definition (what holds from its next start).
  public func description() async throws(NeuronError) -> DomainDescription {
    let xml = try await asking(tr("Reading the definition")) { domain throws(LibvirtError) in
      try domain.xml(.inactive)
    }
    return try DomainDescription(libvirt: xml)
  }

  /// Runs a libvirt call on the machine and says its failure in our words.
  func asking<Value: Sendable>(
    _ doing: String, _ length: CallLength = .quick, deadline: Duration? = nil,
    _ call: @escaping @Sendable (borrowing DomainReference) throws(LibvirtError) -> Value
  ) async throws(NeuronError) -> Value {
    do {
      return try await connection.withDomain(id, length, deadline: deadline, call)
    } catch {
      if error.code == .noDomain { throw .machineNotFound(name) }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: doing, machine: name)
    }
  }
}

extension DomainDescription {
  /// Reads what libvirt printed.
  init(libvirt xml: String) throws(NeuronError) {
    do {
      self = try DomainDescription(domain: Element(parsing: xml))
    } catch {
      throw .hypervisor(doing: tr("Reading the definition"), detail: "\(error)")
    }
  }
}
