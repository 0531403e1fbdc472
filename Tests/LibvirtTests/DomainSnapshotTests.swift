import FoundationEssentials
import Libvirt
import Testing

@Suite struct `A domain's snapshots` {
  private func with<Value: Sendable>(
    _ body: @escaping @Sendable (borrowing DomainReference) throws(LibvirtError) -> Value
  ) async throws -> Value {
    let connection = try await Connection.open("test:///default")
    let machine = try await TestDomain(on: connection)
    let result: Result<Value, any Error>
    do {
      result = .success(try await connection.withDomain(machine.id, .long, body))
    } catch {
      result = .failure(error)
    }
    try await machine.remove()
    await connection.close()
    return try result.get()
  }

  private static func document(_ name: String) -> String {
    "<domainsnapshot><name>\(name)</name><description>of \(name)</description></domainsnapshot>"
  }

  @Test func `are listed, and know which one the domain goes on from`() async throws {
    let (made, listed, current) = try await with { domain throws(LibvirtError) in
      var made: [String] = []
      for name in ["z", "m", "a"] { made.append(try domain.createSnapshot(Self.document(name))) }
      try domain.withSnapshot(named: "z") { snapshot throws(LibvirtError) in try snapshot.revert() }
      _ = try domain.createSnapshot(Self.document("b"))
      let listed = try domain.snapshots()
      let current = try domain.withSnapshot(named: "b") { snapshot throws(LibvirtError) in
        (try snapshot.name, try snapshot.isCurrent, try snapshot.xml())
      }
      return (made, listed, current)
    }
    #expect(made == ["z", "m", "a"])
    #expect(listed.map(\.name).sorted() == ["a", "b", "m", "z"])
    #expect(listed.filter(\.isCurrent).map(\.name) == ["b"])
    #expect(listed.allSatisfy { $0.xml.contains("<description>of \($0.name)</description>") })
    #expect(current.0 == "b" && current.1 && current.2.contains("<name>z</name>"))
  }

  @Test func `go alone, or with those that follow`() async throws {
    let (alone, all) = try await with { domain throws(LibvirtError) in
      for name in ["one", "two", "three"] { _ = try domain.createSnapshot(Self.document(name)) }
      try domain.withSnapshot(named: "one") { snapshot throws(LibvirtError) in try snapshot.delete() }
      let alone = try domain.snapshotNames().sorted()
      try domain.withSnapshot(named: "two") { snapshot throws(LibvirtError) in try snapshot.delete(.children) }
      return (alone, try domain.snapshotNames())
    }
    #expect(alone == ["three", "two"])
    #expect(all.isEmpty)
  }

  @Test func `are refused with a code when they are missing, or there already`() async throws {
    let codes = try await with { domain throws(LibvirtError) in
      var codes: [LibvirtError.Code] = []
      _ = try domain.createSnapshot(Self.document("one"))
      do throws(LibvirtError) {
        _ = try domain.createSnapshot(Self.document("one"))
      } catch {
        codes.append(error.code)
      }
      do throws(LibvirtError) {
        try domain.withSnapshot(named: "two") { snapshot throws(LibvirtError) in try snapshot.delete() }
      } catch {
        codes.append(error.code)
      }
      return codes
    }
    #expect(codes == [.operationFailed, .noDomainSnapshot])
  }
}
