import FoundationEssentials
import Libvirt

/// A machine of the test driver, with a name of its own, because all connections of a process share `test:///default`.
struct TestDomain {
  let id: UUID
  let name: String
  let connection: Connection

  init(on connection: Connection) async throws {
    name = "web-" + UUID().uuidString.lowercased()
    id = try await connection.define(Self.xml(name: name))
    self.connection = connection
  }

  /// A definition; parser input, and the name is ours.
  static func xml(name: String) -> String {
    """
    <domain type='test'>
      <name>\(name)</name>
      <memory unit='KiB'>1048576</memory>
      <vcpu>2</vcpu>
      <os><type>hvm</type></os>
    </domain>
    """
  }

  func start() async throws {
    try await connection.withDomain(id, .long) { domain throws(LibvirtError) in try domain.start() }
  }

  func remove() async throws {
    try await connection.withDomain(id) { domain throws(LibvirtError) in
      if try domain.isActive { try domain.destroy() }
      try domain.undefine(.everything)
    }
  }
}
