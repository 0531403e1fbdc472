public import XML

/// A folder of the host that a machine sees by virtiofs.
public struct SharedFolder: Hashable, Sendable {
  /// The name by which the guest mounts it.
  public var tag: String
  /// The folder on the host.
  public var path: String
  /// Whether the guest may not write to it.
  public var isReadOnly: Bool
  /// `virtiofs`, or what another tool chose; `path` is 9p.
  public var driver: String

  /// A folder to be shared by virtiofs.
  public init(tag: SharedFolderTag, path: String, isReadOnly: Bool) {
    self.tag = tag.description
    self.path = path
    self.isReadOnly = isReadOnly
    driver = "virtiofs"
  }

  /// Reads a `<filesystem>`; nil for one that shares no folder of the host.
  public init?(element: Element) {
    guard element["type"] ?? "mount" == "mount", let tag = element.first("target")?["dir"],
      let path = element.first("source")?["dir"] ?? element.first("source")?["socket"]
    else { return nil }
    self.tag = tag
    self.path = path
    isReadOnly = element.first("readonly") != nil
    driver = element.first("driver")?["type"] ?? "path"
  }

  /// The `<filesystem>` of a domain.
  public var element: Element {
    Element("filesystem", ["type": "mount", "accessmode": "passthrough"]) {
      Element("driver", ["type": driver])
      Element("source", ["dir": path])
      Element("target", ["dir": tag])
      if isReadOnly { Element("readonly") }
    }
  }
}
