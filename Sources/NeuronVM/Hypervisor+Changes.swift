import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Hypervisor {
  /// What happens at a hypervisor, from now on and through lost connections, until the reader ends.
  ///
  /// An event is a hint: its machine is read again, and what differs is told. The first connect must work; a later one
  /// is tried again with growing pauses, at most half a minute.
  public static func changes(
    at choice: ConnectionChoice, directories: Directories = .current
  ) -> AsyncThrowingStream<InventoryChange, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do throws(NeuronError) {
          let first = try await connect(to: choice, directories: directories)
          await follow(first, directories) { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private static func follow(
    _ first: Hypervisor, _ directories: Directories, _ tell: @escaping @Sendable (InventoryChange) -> Void
  ) async {
    var hypervisor: Hypervisor? = first
    var pause = Duration.seconds(1)
    var known: [UUID: MachineSummary]?
    while !Task.isCancelled {
      var reason: NeuronError
      do throws(NeuronError) {
        let current =
          if let hypervisor { hypervisor } else { try await connect(to: first.choice, directories: directories) }
        hypervisor = nil
        try await current.follow(&known) {
          pause = .seconds(1)
          tell($0)
        }
        reason = .unavailable(uri: first.choice.uri, detail: "")
        await current.disconnect()
      } catch {
        reason = error
      }
      if Task.isCancelled { return }
      tell(.disconnected(reason: reason.message, retryIn: pause))
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(30))
    }
  }

  /// Tells what happens until the connection ends.
  private func follow(
    _ known: inout [UUID: MachineSummary]?, _ tell: (InventoryChange) -> Void
  ) async throws(NeuronError) {
    let events = try await asking(tr("Listening for events")) { () async throws(LibvirtError) in
      try await connection.domainEvents()
    }
    let machines = try await machines()
    tell(.connected(machines))
    // What changed while nobody listened.
    if let known { Self.differences(from: known, to: machines).forEach(tell) }
    var current = Dictionary(uniqueKeysWithValues: machines.map { ($0.id, $0) })
    known = current
    for await event in events {
      guard case .domain(let id, _, let change) = event else {
        let now = try await self.machines()
        Self.differences(from: current, to: now).forEach(tell)
        current = Dictionary(uniqueKeysWithValues: now.map { ($0.id, $0) })
        known = current
        continue
      }
      let now = try await summary(of: id)
      if change == .rebooted, let now { tell(.restarted(now)) }
      Self.difference(from: current[id], to: now).map(tell)
      current[id] = now
      known = current
    }
  }

  /// What must be told of the way from one reading to the next, in the order of the names.
  static func differences(
    from old: [UUID: MachineSummary], to new: [MachineSummary]
  ) -> [InventoryChange] {
    let ids = Set(new.map(\.id))
    let gone = old.values.filter { !ids.contains($0.id) }.sorted { $0.name < $1.name }
    return gone.map { .disappeared($0) } + new.compactMap { difference(from: old[$0.id], to: $0) }
  }

  /// The same for one machine; nil where there is none.
  static func difference(from old: MachineSummary?, to new: MachineSummary?) -> InventoryChange? {
    switch (old, new) {
    case (nil, let new?): .appeared(new)
    case (let old?, nil): .disappeared(old)
    case (let old?, let new?): old == new ? nil : .changed(from: old, to: new)
    case (nil, nil): nil
    }
  }
}
