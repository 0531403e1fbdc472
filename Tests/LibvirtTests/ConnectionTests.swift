import FoundationEssentials
import Libvirt
import Testing

@Suite struct `A connection` {
  @Test func `lists the test driver's machine with its memory`() async throws {
    let connection = try await Connection.open("test:///default")
    let domains = try await connection.domains()
    let domain = try #require(domains.first { $0.name == "test" })
    #expect(domain.status.state == .running)
    #expect(domain.maximumMemory == 8_388_608)
    #expect(domain.currentMemory == 2_097_152)
    #expect(domain.virtualProcessors == 2)
    let id = try await connection.domainID(named: "test")
    #expect(id == domain.id)
    await connection.close()
  }

  @Test func `knows itself`() async throws {
    let connection = try await Connection.open("test:///default")
    #expect(try await connection.uri() == "test:///default")
    #expect(try await connection.driverName() == "TEST")
    #expect(try await !connection.hostName().isEmpty)
    #expect(try await connection.libraryVersion() >= LibvirtVersion.client)
    #expect(try await connection.hypervisorVersion().description == "0.0.2")
    #expect(try await connection.capabilities().hasPrefix("<capabilities>"))
    #expect(connection.isAlive)
    await connection.close()
  }

  @Test func `that is closed says so, and tells those who wait`() async throws {
    let connection = try await Connection.open("test:///default")
    async let reason = connection.closed()
    let events = try await connection.domainEvents()
    await connection.close()
    #expect(try await reason == .client)
    #expect(!connection.isAlive)
    await #expect(throws: LibvirtError(code: .closed, message: "the connection is closed")) {
      try await connection.domains()
    }
    for await _ in events {}
  }

  @Test func `to nowhere fails with a code`() async throws {
    let error = await #expect(throws: LibvirtError.self) {
      _ = try await Connection.open("test:///no/such/file.xml")
    }
    #expect(error?.code == .internalError || error?.code == .systemError || error?.code == .xmlError)
    let other = await #expect(throws: LibvirtError.self) { _ = try await Connection.open("nonsense:///system") }
    #expect((other?.code.rawValue ?? 0) > 0)
  }

  @Test func `refuses changes when it is for reading only`() async throws {
    let connection = try await Connection.open("test:///default", readOnly: true)
    let id = try await connection.domainID(named: "test")
    let error = await #expect(throws: LibvirtError.self) {
      try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.suspend() }
    }
    #expect(error?.code == .operationDenied)
    await connection.close()
  }
}
