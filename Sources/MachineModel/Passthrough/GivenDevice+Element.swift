public import XML

/// How it stands in the metadata: `<neuron:gpu>` or `<neuron:pci>`, with a `<neuron:function>` each.
extension GivenDevice {
  /// Reads what stands in the metadata of a `<domain>`; what is not understood is left out.
  public static func all(in domain: Element) -> [GivenDevice] {
    let ours = domain.first("metadata")?.first(NeuronNamespace.root, in: NeuronNamespace.uri)
    return (ours?.elements ?? []).lazy.compactMap(GivenDevice.init).prefix(most).map { $0 }
  }

  private init?(element: Element) {
    guard element.namespace == NeuronNamespace.uri, ["gpu", "pci"].contains(element.name) else { return nil }
    let functions = element.all("function", in: NeuronNamespace.uri).prefix(Self.most)
      .compactMap(DeviceIdentity.init)
    let settings = element.all("set", in: NeuronNamespace.uri).compactMap { set in
      set["name"].flatMap(PassthroughSetting.init)
    }
    self.init(
      isGraphics: element.name == "gpu", name: String((element["name"] ?? "").prefix(200)), functions: functions,
      hasAnotherWayIn: element["another-way-in"] == "yes", settings: Set(settings))
  }

  /// The element for the metadata.
  var element: Element {
    func ours(_ name: String, _ attributes: [(String, String?)], _ children: [Element] = []) -> Element {
      Element(
        name: name, prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri,
        attributes: attributes.compactMap { name, value in value.map { Attribute(name, $0) } },
        children: children.map { .element($0) })
    }
    let parts = functions.map { function in
      ours(
        "function",
        [
          ("address", "\(function.address)"), ("ids", function.ids?.description),
          ("subsystem", function.subsystem?.description),
          ("class", function.kind.map { hexadecimal(UInt64($0.code), digits: 6) }),
          ("driver", function.driver), ("slot", function.path),
        ])
    }
    let set = settings.map(\.rawValue).sorted().map { ours("set", [("name", $0)]) }
    return ours(
      isGraphics ? "gpu" : "pci",
      [("name", name.isEmpty ? nil : name), ("another-way-in", hasAnotherWayIn ? "yes" : nil)], parts + set)
  }
}

extension Element {
  /// Writes into a `<domain>` which devices the machine was given by us, instead of what was written before.
  ///
  /// Everything else in the metadata stays.
  public mutating func setGivenDevices(_ devices: [GivenDevice]) {
    if devices.isEmpty, GivenDevice.all(in: self).isEmpty { return }
    edit("metadata") { metadata in
      if metadata.first(NeuronNamespace.root, in: NeuronNamespace.uri) == nil {
        metadata.children.append(
          .element(
            Element(name: NeuronNamespace.root, prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri)))
      }
      metadata.editEach(NeuronNamespace.root, in: NeuronNamespace.uri) { ours in
        for name in ["gpu", "pci"] { ours.removeAll(name, in: NeuronNamespace.uri) }
        ours.children += devices.map { .element($0.element) }
      }
      metadata.removeAll(NeuronNamespace.root, in: NeuronNamespace.uri) { $0.children.isEmpty }
    }
    removeAll("metadata") { $0.children.isEmpty }
  }
}

extension DeviceIdentity {
  /// Reads a `<neuron:function>`; nil without an address.
  fileprivate init?(element: Element) {
    guard let text = element["address"], let address = try? PCIAddress(parsing: text) else { return nil }
    self.init(
      address: address, ids: element["ids"].flatMap { PCIIdentity(parsing: $0) },
      subsystem: element["subsystem"].flatMap { PCIIdentity(parsing: $0) },
      kind: element["class"].flatMap { UInt32($0, radix: 16) }.flatMap { PCIClass(code: $0) },
      driver: element["driver"].map { String($0.prefix(64)) },
      path: element["slot"].map { String($0.prefix(200)) })
  }
}

extension PCIIdentity {
  /// Reads what ``description`` writes; nil for anything else.
  init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 }), let vendor = UInt16(parts[0], radix: 16),
      let device = UInt16(parts[1], radix: 16)
    else { return nil }
    self.init(vendor: vendor, device: device)
  }
}
