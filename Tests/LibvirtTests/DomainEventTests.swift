import FoundationEssentials
import TestSupport
import Testing

@testable import Libvirt

@Suite struct `Domain events` {
  @Test(.timeLimit(.minutes(1))) func `tell a machine's life in order`() async throws {
    let connection = try await Connection.open("test:///default")
    let events = try await connection.domainEvents()
    let machine = try await TestDomain(on: connection)
    try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
      try domain.start()
      try domain.suspend()
      try domain.resume()
      try domain.destroy()
      try domain.undefine()
    }
    var seen: [DomainLifecycle] = []
    for await event in events {
      guard case .domain(machine.id, let name, .lifecycle(let turn)) = event else { continue }
      #expect(name == machine.name)
      seen.append(turn)
      if turn == .undefined { break }
    }
    #expect(
      seen == [
        .defined(.added), .started(.booted), .suspended(.paused), .resumed, .stopped(.destroyed), .undefined,
      ])
    await connection.close()
  }

  @Test(.timeLimit(.minutes(1))) func `end for a cancelled reader`() async throws {
    let connection = try await Connection.open("test:///default")
    let events = try await connection.domainEvents()
    let reader = Task { for await _ in events {} }
    reader.cancel()
    await reader.value
    await connection.close()
  }

  @Test func `that are too many become one marker, and what comes later is kept`() async {
    let buffer = EventBuffer<Int>(limit: 3, missed: -1)
    for number in 1...5 { buffer.push(number) }
    buffer.finish()
    var seen: [Int] = []
    while let event = await buffer.next() { seen.append(event) }
    #expect(seen == [-1, 5])
  }
}
