public import XML

/// An operating system as libosinfo's database knows it.
public struct KnownSystem: Hashable, Sendable, Codable {
  /// The database's name for it, such as `http://microsoft.com/win/11`.
  public let id: String
  /// Its name, such as `Microsoft Windows 11`.
  public let name: String
  /// Its version; nil when the database tells none.
  public let version: String?
  /// `linux`, `winnt`, `freebsd`, …; nil when the database tells none.
  public let family: String?
  /// The least it needs; nil when the database does not tell.
  public var minimum: SystemResources?
  /// What it should have; nil when the database does not tell.
  public var recommended: SystemResources?
  /// What it is derived from, whose needs hold where its own are not told.
  public let base: String?

  /// Reads a document of the database; nil when it is none.
  ///
  /// Source: libosinfo's `osinfo.rng`.
  public init?(document: Element) {
    guard document.name == "libosinfo", let system = document.first("os"), let id = system["id"],
      let name = system.first("name")?.text, !name.isEmpty, name.utf8.count < 200
    else { return nil }
    self.id = id
    self.name = name
    version = system.first("version")?.text
    family = system.first("family")?.text
    base = system.first("derives-from")?["id"]
    let resources = system.all("resources")
    let best = resources.first { $0["arch"] == "x86_64" } ?? resources.first { $0["arch"] == "all" }
    minimum = best?.first("minimum").map(SystemResources.init)
    recommended = best?.first("recommended").map(SystemResources.init)
  }

  /// Where a system's document stands below the database's folder; nil for a name that is none.
  ///
  /// Source: libosinfo's database is laid out so: `http://debian.org/debian/11` is `os/debian.org/debian-11.xml`.
  public static func path(ofDocument id: String) -> String? {
    guard id.hasPrefix("http://"), id.utf8.count < 200 else { return nil }
    let parts = id.dropFirst("http://".count).split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.first != "."
        && part.utf8.allSatisfy { byte in
          "-._+".utf8.contains(byte) || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        }
    }
    guard parts.count >= 2, isPlain else { return nil }
    return "os/\(parts[0])/" + parts.dropFirst().joined(separator: "-") + ".xml"
  }
}

extension SystemResources {
  /// Reads `<minimum>` or `<recommended>`.
  init(_ element: Element) {
    memory = element.first("ram").flatMap { UInt64($0.text) }
    disk = element.first("storage").flatMap { UInt64($0.text) }
    processors = element.first("n-cpus").flatMap { Int($0.text) }
  }
}
