import FoundationEssentials
import Libvirt
import Text
import XML

/// Waits until a running machine's guest has let go of a device.
struct Departure {
  let machine: Machine
  let events: AsyncStream<DomainEvent>

  /// What became of it.
  enum Outcome: Sendable, Hashable {
    /// It is gone.
    case gone
    /// The guest said no.
    case refused
    /// The guest said nothing in time; it may still do it.
    case ignored
  }

  /// Listens from now on; to be made before the guest is asked.
  init(of machine: Machine) async throws(NeuronError) {
    self.machine = machine
    events = try await machine.hypervisor.asking(tr("Listening for events")) { () async throws(LibvirtError) in
      try await machine.connection.domainEvents()
    }
  }

  /// Waits for the device with this alias.
  func wait(for alias: String, within limit: Duration) async throws(NeuronError) -> Outcome {
    let outcome = await withTaskGroup(of: Result<Outcome, NeuronError>.self) { group in
      group.addTask {
        do throws(NeuronError) {
          if try await isGone(alias) { return .success(.gone) }
          for await event in events {
            if case .domain(machine.id, _, .deviceRemovalFailed(alias)) = event { return .success(.refused) }
            guard event.mayEnd(alias, of: machine.id) else { continue }
            if try await isGone(alias) { return .success(.gone) }
          }
          if Task.isCancelled { return .success(.ignored) }
          throw .unavailable(uri: machine.hypervisor.choice.uri, detail: "")
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .success(.ignored)
      }
      let first = await group.next() ?? .success(.ignored)
      group.cancelAll()
      return first
    }
    return try outcome.get()
  }

  private func isGone(_ alias: String) async throws(NeuronError) -> Bool {
    try await machine.asking(tr("Reading the machine")) { domain throws(LibvirtError) in
      // A machine that has ended has let go of everything.
      guard try domain.isActive else { return true }
      guard let devices = try? Element(parsing: try domain.xml()).first("devices") else { return false }
      return !devices.elements.contains { $0.first("alias")?["name"] == alias }
    }
  }
}

extension DomainEvent {
  /// Whether the device may be gone.
  fileprivate func mayEnd(_ alias: String, of machine: UUID) -> Bool {
    switch self {
    case .domain(machine, _, .deviceRemoved(alias)), .domain(machine, _, .lifecycle), .missed: true
    case .domain: false
    }
  }
}
