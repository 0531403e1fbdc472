public import Libvirt
import XML

/// What a hypervisor can do about snapshots, as it says itself.
public struct SnapshotHost: Hashable, Sendable {
  /// The version of libvirt on the hypervisor's side.
  public let version: LibvirtVersion
  /// Whether it can go back to snapshots that are kept in files of their own, and remove any of them.
  ///
  /// libvirt 9.10 and later say so in their capabilities: `<externalSnapshot/>` among a guest's features. Earlier ones
  /// make such snapshots and cannot go back to them.
  public let managesLayers: Bool

  /// States what a hypervisor can do.
  public init(version: LibvirtVersion, managesLayers: Bool) {
    self.version = version
    self.managesLayers = managesLayers
  }

  /// Reads a hypervisor's `<capabilities>`; an unreadable document offers nothing beyond the oldest.
  init(version: LibvirtVersion, capabilities xml: String) {
    let guests = (try? Element(parsing: xml))?.all("guest") ?? []
    self.init(
      version: version, managesLayers: guests.contains { $0.first("features", "externalSnapshot") != nil })
  }

  /// Whether a running machine's snapshot may hold firmware variables that are kept as qcow2.
  ///
  /// libvirt 10.9 makes such snapshots, and 10.10 goes back to them and removes them.
  var keepsFirmwareVariables: Bool { version >= LibvirtVersion(major: 10, minor: 10, release: 0) }
}
