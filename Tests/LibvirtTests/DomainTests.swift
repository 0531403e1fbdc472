import FoundationEssentials
import Libvirt
import Testing

@Suite struct `A domain` {
  @Test func `goes through its life`() async throws {
    let connection = try await Connection.open("test:///default")
    let machine = try await TestDomain(on: connection)
    let states = try await connection.withDomain(machine.id, .long) { domain throws(LibvirtError) in
      var states = [try domain.status().state]
      try domain.start()
      states.append(try domain.status().state)
      try domain.suspend()
      states.append(try domain.status().state)
      try domain.resume()
      states.append(try domain.status().state)
      try domain.managedSave()
      states.append(try domain.status().state)
      guard try domain.hasManagedSave else { throw LibvirtError(code: .internalError, message: "nothing was saved") }
      try domain.removeManagedSave()
      try domain.start()
      states.append(try domain.status().state)
      try domain.shutdown()
      states.append(try domain.status().state)
      return states
    }
    #expect(states == [.shutOff, .running, .paused, .running, .shutOff, .running, .shutOff])
    try await machine.remove()
    let error = await #expect(throws: LibvirtError.self) {
      try await connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.xml() }
    }
    #expect(error?.code == .noDomain)
    await connection.close()
  }

  @Test func `says what it is`() async throws {
    let connection = try await Connection.open("test:///default")
    let machine = try await TestDomain(on: connection)
    try await connection.withDomain(named: machine.name) { domain throws(LibvirtError) in
      let id = try domain.id
      let name = try domain.name
      let isPersistent = try domain.isPersistent
      let isActive = try domain.isActive
      let record = try domain.record()
      let xml = try domain.xml(.inactive)
      try domain.setStartsAutomatically(true)
      let startsAutomatically = try domain.startsAutomatically
      #expect(id == machine.id)
      #expect(name == machine.name)
      #expect(isPersistent)
      #expect(!isActive)
      #expect(record.maximumMemory == 1_048_576)
      #expect(record.virtualProcessors == 2)
      #expect(xml.contains("<name>\(machine.name)</name>"))
      #expect(startsAutomatically)
    }
    try await machine.remove()
    await connection.close()
  }

  @Test func `keeps metadata under a namespace`() async throws {
    let connection = try await Connection.open("test:///default")
    let machine = try await TestDomain(on: connection)
    let namespace = "https://example.org/xmlns/vm"
    let (before, after, gone) = try await connection.withDomain(machine.id) {
      domain throws(LibvirtError) -> (String?, String?, String?) in
      let before = try domain.metadata(namespace: namespace)
      try domain.setMetadata("<machine color='red'/>", prefix: "ex", namespace: namespace, in: .config)
      let after = try domain.metadata(namespace: namespace)
      try domain.setMetadata(nil, prefix: "ex", namespace: namespace, in: .config)
      return (before, after, try domain.metadata(namespace: namespace))
    }
    #expect(before == nil)
    #expect(after?.contains("color='red'") == true || after?.contains("color=\"red\"") == true)
    #expect(gone == nil)
    try await machine.remove()
    await connection.close()
  }

  @Test func `with a wrong document is refused by the schema`() async throws {
    let connection = try await Connection.open("test:///default")
    let wrong = TestDomain.xml(name: "wrong").replacing("<vcpu>", with: "<colour>red</colour><vcpu>")
    let error = await #expect(throws: LibvirtError.self) { _ = try await connection.define(wrong) }
    #expect(error?.code == .xmlInvalidSchema)
    let malformed = await #expect(throws: LibvirtError.self) { _ = try await connection.define("<domain>") }
    #expect(malformed?.code == .xmlError || malformed?.code == .xmlDetail)
    await connection.close()
  }
}
