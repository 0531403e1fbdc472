import FoundationEssentials
import Libvirt
import MachineModel
import XML

/// Takes devices of the host out of a machine that runs, whose guest has to let them go.
struct HostDeviceDeparture: Sendable {
  let connection: Connection
  let id: UUID

  /// What became of it.
  struct Outcome: Sendable {
    /// The functions that the machine still has.
    var remaining: Set<PCIAddress>
    /// Whether the guest said no, rather than nothing.
    var isRefused = false
  }

  /// Asks the guest, and waits by events until the machine has none of them any more, or the time is over.
  ///
  /// Functions that share a slot of the machine are unplugged by one request: a second one would take the first back.
  func perform(_ functions: Set<PCIAddress>, within limit: Duration) async throws(LibvirtError) -> Outcome {
    // Listening begins before the asking, or an answer could pass between the two.
    let events = try await connection.domainEvents()
    let asked = try await ask(for: functions)
    guard !asked.isEmpty else { return Outcome(remaining: []) }
    let result = await withTaskGroup(of: Result<Outcome, LibvirtError>?.self) { group in
      group.addTask {
        do throws(LibvirtError) {
          return .success(try await wait(for: functions, events))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    if let result {
      let outcome = try result.get()
      if outcome.remaining.isEmpty || outcome.isRefused { return outcome }
    }
    return Outcome(remaining: try await present(functions))
  }

  private func wait(
    for functions: Set<PCIAddress>, _ events: AsyncStream<DomainEvent>
  ) async throws(LibvirtError) -> Outcome {
    var remaining = try await present(functions)
    if remaining.isEmpty { return Outcome(remaining: []) }
    for await event in events {
      switch event {
      case .domain(id, _, .deviceRemovalFailed): return Outcome(remaining: remaining, isRefused: true)
      case .domain(id, _, .deviceRemoved), .domain(id, _, .lifecycle), .missed: break
      default: continue
      }
      remaining = try await present(functions)
      if remaining.isEmpty { break }
    }
    return Outcome(remaining: remaining)
  }

  /// Which of the functions the running machine has; none when it has ended.
  func present(_ functions: Set<PCIAddress>) async throws(LibvirtError) -> Set<PCIAddress> {
    Set(try await devices().keys).intersection(functions)
  }

  private func devices() async throws(LibvirtError) -> [PCIAddress: Element] {
    do throws(LibvirtError) {
      let xml = try await connection.withDomain(id) { domain throws(LibvirtError) in
        try domain.isActive ? try domain.xml() : nil
      }
      guard let xml else { return [:] }
      do throws(XMLError) {
        return try Element(parsing: xml).hostFunctions
      } catch {
        throw LibvirtError(code: .xmlError, message: "\(error)")
      }
    } catch {
      // Without a definition it is gone with its end.
      if error.code == .noDomain { return [:] }
      throw error
    }
  }

  /// Asks for one function of each slot, the first; returns for which.
  private func ask(for functions: Set<PCIAddress>) async throws(LibvirtError) -> Set<PCIAddress> {
    var slots: [String: (function: PCIAddress, alias: String, place: String)] = [:]
    for (function, element) in try await devices() where functions.contains(function) {
      guard let alias = element.first("alias")?["name"] else { continue }
      let address = element.all("address").first { $0["type"] == "pci" }
      let slot = [address?["bus"] ?? alias, address?["slot"] ?? ""].joined(separator: "/")
      let place = address?["function"] ?? ""
      if let other = slots[slot], other.place <= place { continue }
      slots[slot] = (function, alias, place)
    }
    for alias in slots.values.map(\.alias).sorted() {
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        try domain.detachDevice(alias: alias, from: .live)
      }
    }
    return Set(slots.values.map(\.function))
  }
}
