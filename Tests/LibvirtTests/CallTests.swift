import FoundationEssentials
import Libvirt
import Synchronization
import TestSupport
import Testing

@Suite struct `Calls on one connection` {
  @Test func `that fail at once each get their own error`() async throws {
    let connection = try await Connection.open("test:///default")
    let codes = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          do throws(LibvirtError) {
            if number.isMultiple(of: 2) {
              _ = try await connection.domainID(named: "no-such-machine-\(number)")
            } else {
              try await connection.withNetwork(named: "no-such-network-\(number)") { _ in }
            }
            return false
          } catch {
            return error.code == (number.isMultiple(of: 2) ? .noDomain : .noNetwork)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.count == 200)
    #expect(codes.allSatisfy { $0 })
    await connection.close()
  }

  @Test(.timeLimit(.minutes(2))) func `that are slow do not delay a fast one`() async throws {
    let connection = try await Connection.open("test:///default")
    let gate = Gate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await connection.withDomain(named: "test", .long) { _ in gate.pass() }
        }
      }
      #expect(await gate.waitUntilEntered())
      #expect(try await connection.domains().contains { $0.name == "test" })
      gate.open()
      try await group.waitForAll()
    }
    await connection.close()
  }

  @Test(.timeLimit(.minutes(2))) func `give their caller back at the deadline`() async throws {
    let connection = try await Connection.open("test:///default")
    let gate = Gate()
    let error = await #expect(throws: LibvirtError.self) {
      try await connection.withDomain(named: "test", deadline: .milliseconds(50)) { _ in gate.pass() }
    }
    #expect(error?.code == .deadlineExceeded)
    gate.open()
    await connection.close()
  }

  @Test(.timeLimit(.minutes(2))) func `give a cancelled caller back, and release what came of them`() async throws {
    let connection = try await Connection.open("test:///default")
    let gate = Gate()
    let releases = Releases()
    let caller = Task { () throws(LibvirtError) -> Tracked in
      try await connection.withDomain(named: "test") { _ in
        gate.pass()
        return Tracked(releases)
      }
    }
    #expect(await gate.waitUntilEntered())
    caller.cancel()
    let error = await #expect(throws: LibvirtError.self) { try await caller.value }
    #expect(error?.code == .cancelled)
    #expect(releases.count == 0)
    gate.open()
    #expect(await eventually { releases.count == 1 })
    await connection.close()
  }

  @Test(.timeLimit(.minutes(2))) func `whose caller has left before they began are not made`() async throws {
    let connection = try await Connection.open("test:///default")
    let machine = try await TestDomain(on: connection)
    let gate = Gate()
    // More than the lane takes: the last ones wait behind them.
    let blockers = (0..<12).map { _ in Task { try? await connection.withDomain(named: "test") { _ in gate.pass() } } }
    #expect(await gate.waitUntilEntered())
    let error = await #expect(throws: LibvirtError.self) {
      for _ in 0..<12 {
        try await connection.withDomain(machine.id, deadline: .milliseconds(20)) { domain throws(LibvirtError) in
          try domain.start()
        }
      }
    }
    gate.open()
    for blocker in blockers { await blocker.value }
    if error?.code == .deadlineExceeded {
      let state = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.status() }
      #expect(state.state == .shutOff)
    }
    try await machine.remove()
    await connection.close()
  }

  @Test func `and the threads behind them leave nothing in the process`() async {
    await #expect(processExitsWith: .success) {
      // The event loop's thread and descriptors come with the first events and stay, as the runtime's timer does.
      let first = try await Connection.open("test:///default")
      _ = try await first.domainEvents()
      await first.close()
      try await Task.sleep(for: .milliseconds(1))
      let settled = ProcessUsage.now
      for _ in 0..<100 {
        let connection = try await Connection.open("test:///default")
        _ = try await connection.domainEvents()
        _ = try await connection.domains()
        await connection.close()
      }
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<40 {
          group.addTask {
            guard let connection = try? await Connection.open("test:///default") else { return }
            _ = try? await connection.domains()
          }
        }
      }
      let isBack = await eventually {
        let now = ProcessUsage.now
        return now.descriptors <= settled.descriptors && now.threads <= settled.threads
      }
      #expect(isBack, "\(settled) before, \(ProcessUsage.now) after")
    }
  }
}

private final class Releases: Sendable {
  private let number = Mutex(0)
  var count: Int { number.withLock { $0 } }
  func add() { number.withLock { $0 += 1 } }
}

private final class Tracked: Sendable {
  let releases: Releases
  init(_ releases: Releases) { self.releases = releases }
  deinit { releases.add() }
}
