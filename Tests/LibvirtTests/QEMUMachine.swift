import FoundationEssentials
import Libvirt

/// A small real machine without disks: its firmware draws a screen and speaks on the serial console.
struct QEMUMachine {
  let id: UUID
  let name: String
  let connection: Connection

  init(on connection: Connection) async throws {
    name = "router-" + UUID().uuidString.prefix(8).lowercased()
    self.connection = connection
    id = try await connection.define(
      """
      <domain type='qemu'>
        <name>\(name)</name>
        <memory unit='MiB'>64</memory>
        <vcpu>1</vcpu>
        <os>
          <type arch='x86_64' machine='pc'>hvm</type>
          <boot dev='hd'/>
          <bootmenu enable='yes' timeout='60000'/>
          <bios useserial='yes'/>
        </os>
        <features><acpi/></features>
        <devices>
          <serial type='pty'/>
          <console type='pty'/>
          <channel type='unix'>
            <source mode='bind'/>
            <target type='virtio' name='org.example.guest.0'/>
          </channel>
          <video><model type='vga'/></video>
        </devices>
      </domain>
      """)
  }

  func start(paused: Bool = false) async throws {
    try await connection.withDomain(id, .long) { domain throws(LibvirtError) in try domain.start(paused: paused) }
  }

  func state() async throws -> DomainState {
    try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.status().state }
  }

  func remove() async throws {
    try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
      if try domain.isActive { try domain.destroy() }
      try domain.undefine(.everything)
    }
  }
}
