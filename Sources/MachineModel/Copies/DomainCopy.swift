import Text
public import XML

/// A machine's definition as that of another machine: everything stays as it is, elements of other tools too, but for
/// what only one machine may have.
public struct DomainCopy: Hashable, Sendable {
  /// Who the copy is.
  public struct Identity: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its UUID, in lower case.
    public var uuid: String
    /// What tells Windows that it is a copy, where the machine has such a number: another UUID.
    public var generation: String
    /// Whether its network cards get new addresses; those of a machine that moves stay.
    public var hasNewAddresses: Bool

    /// Creates an identity.
    public init(name: String, uuid: String, generation: String, hasNewAddresses: Bool) {
      self.name = name
      self.uuid = uuid
      self.generation = generation
      self.hasNewAddresses = hasNewAddresses
    }
  }

  /// Where a disk of the copy is.
  public struct NewDisk: Hashable, Sendable {
    /// The file.
    public var path: String
    /// Its format, in QEMU's words.
    public var format: String

    /// Creates a place.
    public init(path: String, format: String) {
      self.path = path
      self.format = format
    }
  }

  /// The definition.
  public private(set) var element: Element
  /// What the user should know of it, as sentences.
  public private(set) var notes: [String] = []

  let identity: Identity
  let oldName: String

  /// Makes the copy.
  ///
  /// - Parameters:
  ///   - domain: The definition as libvirt prints it for the next start.
  ///   - disks: The new disks by the target of the old ones; a disk that is not among them is used by both.
  ///   - variables: The file with the firmware's variables; nil lets libvirt make a new one.
  public init(
    of domain: Element, as identity: Identity, disks: [String: NewDisk], variables: String?,
    using generator: inout some RandomNumberGenerator
  ) {
    self.identity = identity
    oldName = domain.first("name")?.text ?? ""
    element = domain
    element["id"] = nil
    setIdentity()
    element.editEach("metadata") { Self.forgetGuest(of: &$0) }
    element.editEach("os") { system in
      // What is not said here libvirt chooses, as it did for the first machine.
      system.removeAll("nvram")
      if let variables { system.children.append(.element(.text("nvram", variables))) }
    }
    var notes: [String] = []
    element.editEach("devices") { devices in
      devices.editEach("disk") { Self.replace(&$0, by: disks) }
      devices.editEach("interface") { card in
        Self.renew(&card, identity.hasNewAddresses ? MACAddress.random(using: &generator) : nil)
      }
      notes += Self.separate(&devices, from: oldName, to: identity.name)
    }
    self.notes = notes + Self.notes(on: element)
  }

  private mutating func setIdentity() {
    element.editEach("name") { $0.setText(identity.name) }
    element.editEach("uuid") { $0.setText(identity.uuid) }
    element.editEach("genid") { $0.setText(identity.generation) }
    // libvirt refuses a system's UUID there that is another than the machine's; two serial numbers alike help nobody.
    element.editEach("sysinfo") { information in
      information.editEach("system") { system in
        system.removeAll("entry") { ["uuid", "serial"].contains($0["name"]) }
      }
    }
  }

  /// The pairing with a guest is one machine's, and a rule for a USB device would have two machines grab it.
  private static func forgetGuest(of metadata: inout Element) {
    // That others stand on its disks is not true of the copy.
    metadata.removeAll("base", in: NeuronNamespace.uri + "/base")
    metadata.editEach(NeuronNamespace.root, in: NeuronNamespace.uri) { ours in
      ours.removeAll("guest", in: NeuronNamespace.uri)
      ours.removeAll("usb", in: NeuronNamespace.uri)
    }
  }

  private static func replace(_ disk: inout Element, by disks: [String: NewDisk]) {
    guard let target = disk.first("target")?["dev"], let new = disks[target] else { return }
    disk["type"] = "file"
    disk.removeAll("backingStore")
    disk.removeAll("mirror")
    disk.editEach("driver") { $0["type"] = new.format }
    if disk.first("driver") == nil {
      disk.children.insert(.element(Element("driver", ["name": "qemu", "type": new.format])), at: 0)
    }
    disk.editEach("source") { source in
      let kept = source.attributes.filter { $0.name == "startupPolicy" }
      // Whom a file belongs to is said by its security label; where it lies and how it is locked belongs to the old one.
      source = Element(
        name: "source", attributes: kept, children: source.children.filter { $0.element?.name == "seclabel" })
      source["file"] = new.path
    }
  }

  private static func renew(_ card: inout Element, _ address: MACAddress?) {
    if let address {
      card.editEach("mac") { $0["address"] = address.description }
      // Both name the port of one card in a switch; without them new ones are made.
      card.editEach("virtualport") { port in
        port.editEach("parameters") { parameters in
          parameters["interfaceid"] = nil
          parameters["instanceid"] = nil
        }
      }
    }
    // The name of the host's end of it, when somebody chose one.
    card.removeAll("target") { $0["dev"] != nil && $0["managed"] == nil }
  }
}
