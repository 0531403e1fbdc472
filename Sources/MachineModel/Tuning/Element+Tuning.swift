public import XML

/// The parts of a `<domain>` that tuning sets.
extension Element {
  /// A part as it stands in the definition; nil when it is not there.
  public func tuned(_ part: TuningPart) -> Element? {
    if part == .placement {
      return first("vcpu").map { vcpu in
        Element(name: "vcpu", attributes: vcpu.attributes.filter { TuningPart.placing.contains($0.name) })
      }
    }
    let parent = part.container.map { first($0) } ?? self
    return parent?.all(part.tag).first { part.fits($0) }
  }

  /// Puts a part into the definition, or takes it out (nil); all else stays as it is.
  public mutating func tune(_ part: TuningPart, _ fragment: Element?) {
    if part == .placement {
      edit("vcpu") { vcpu in
        for name in TuningPart.placing { vcpu[name] = fragment?[name] }
      }
      return
    }
    guard let container = part.container else {
      put(fragment, as: part)
      return
    }
    guard first(container) != nil || fragment != nil else { return }
    if first(container) == nil { insert(Element(container)) }
    edit(container) { $0.put(fragment, as: part) }
    removeAll(container) { $0.children.isEmpty && $0.attributes.isEmpty }
  }

  private mutating func put(_ fragment: Element?, as part: TuningPart) {
    let place = children.firstIndex { $0.element.map { part.fits($0) } ?? false }
    switch (place, fragment) {
    case (let place?, let fragment?): children[place] = .element(fragment)
    case (let place?, nil): children.remove(at: place)
    case (nil, let fragment?): insert(fragment)
    case (nil, nil): break
    }
  }

  /// Puts a new element where libvirt writes it; what it knows no place for comes last.
  private mutating func insert(_ new: Element) {
    let earlier = Self.order[new.name] ?? []
    let place = children.lastIndex { node in
      node.element.map { $0.namespace == nil && earlier.contains($0.name) } ?? false
    }
    children.insert(.element(new), at: place.map { $0 + 1 } ?? (earlier.isEmpty ? children.endIndex : 0))
  }

  /// What stands before an element.
  private static let order: [String: [String]] = {
    let memory = ["name", "uuid", "genid", "title", "description", "metadata", "maxMemory", "memory", "currentMemory"]
    let processors = memory + ["memoryBacking", "vcpu", "vcpus", "iothreads", "iothreadids"]
    return [
      "memoryBacking": memory, "cputune": processors, "numatune": processors + ["cputune"],
      "cpu": processors + ["cputune", "numatune", "resource", "os", "features"], "topology": ["model", "vendor"],
      "vcpupin": ["shares", "vcpupin"], "emulatorpin": ["shares", "vcpupin"],
      "iothreadpin": ["shares", "vcpupin", "emulatorpin", "iothreadpin"], "hugepages": [""],
      "nosharepages": ["hugepages"],
    ]
  }()

  /// The element in the one form in which equal ones are equal: libvirt orders attributes, writes lists its own way, and
  /// adds what holds anyway.
  public var inOneForm: Element {
    var kept = attributes.filter { attribute in
      // Newer libvirt says how many clusters a die has, and older one nothing of dies.
      !(name == "topology" && ["dies", "clusters"].contains(attribute.name) && attribute.value == "1")
    }
    for index in kept.indices where ["cpuset", "nodeset"].contains(kept[index].name) {
      if let list = ProcessorSet(parsing: kept[index].value) { kept[index].value = list.description }
    }
    kept.sort { $0.name < $1.name }
    let inside = children.compactMap { node -> Node? in
      switch node {
      case .element(let element): .element(element.inOneForm)
      case .text(let text): text.allSatisfy(\.isWhitespace) ? nil : node
      case .comment: nil
      }
    }
    return Element(name: name, prefix: nil, namespace: namespace, attributes: kept, children: inside)
  }
}
