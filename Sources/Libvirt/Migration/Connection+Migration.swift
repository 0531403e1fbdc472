internal import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Moves a domain to another hypervisor; returns when it is over, and the domain is at exactly one of the two.
  ///
  /// This process conducts it over both connections, and the two hypervisors speak to each other only to copy memory and
  /// disks. When it fails the domain goes on at the source. ``DomainReference/abortJob()`` ends it early; a deadline or a
  /// cancelled task only ends the waiting, so ask for that instead.
  ///
  /// - Parameters:
  ///   - disks: The targets (`vda`) whose content is copied; only with ``MigrationOptions/copiesDisks``.
  ///   - address: Where the target's hypervisor listens, such as `tcp://10.0.0.2`; nil for its host name.
  public func migrate(
    _ id: UUID, to target: Connection, _ options: MigrationOptions, disks: [String] = [], address: String? = nil,
    deadline: Duration
  ) async throws(LibvirtError) {
    let destination = try await target.callWithHandle { handle throws(LibvirtError) in handle }
    destination.heartbeat.begin(destination)
    defer { destination.heartbeat.end(destination) }
    try await withDomain(id, .long, deadline: deadline) { domain throws(LibvirtError) in
      var parameters = TypedParameters()
      for disk in disks { try parameters.add(VIR_MIGRATE_PARAM_MIGRATE_DISKS, disk) }
      if let address { try parameters.add(VIR_MIGRATE_PARAM_URI, address) }
      let moved = try check(
        virDomainMigrate3(
          domain.pointer, destination.pointer, parameters.pointer, UInt32(parameters.count), options.rawValue))
      virDomainFree(moved)
    }
  }
}
