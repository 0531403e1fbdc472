public import XML

/// Something in which a running machine differs from its definition, and that so waits for its next start.
public struct PendingChange: Hashable, Sendable {
  /// What differs.
  public let aspect: Aspect
  /// Which one of several: a disk's target, a network card's address; nil for what there is once.
  public let subject: String?
  /// What it is while the machine runs, for a person; nil when it is not there.
  public let now: String?
  /// What it will be from the next start on, for a person; nil when it goes.
  public let next: String?

  /// In what a machine can differ from its definition; the raw values are for programs and never translated.
  public enum Aspect: String, Hashable, Sendable, Codable, CaseIterable {
    case title, description, memory, maximumMemory, vcpus, maximumVcpus, topology, cpu, machineType, firmware
    case bootOrder, disk, network, graphics, video, sound, tpm, pciDevice, usbDevice, sharedMemory, sharedFolder
    case channel, serial, input, watchdog, random
  }

  /// Everything in which what runs differs from the definition, in the order of ``Aspect``.
  ///
  /// What libvirt adds while a machine runs (ports, paths, labels) does not count. What neither of the two tells apart
  /// here, such as a flag of a device, is not seen.
  ///
  /// - Parameters:
  ///   - running: The `<domain>` as it runs.
  ///   - definition: The `<domain>` as it will be at its next start.
  public static func all(running: Element, definition: Element) -> [PendingChange] {
    // Where the definition leaves Secure Boot to libvirt, what runs says what libvirt chose.
    let statesSecureBoot =
      definition.first("os", "loader") != nil
      || definition.all("os", "firmware", "feature").contains { $0["name"] == "secure-boot" }
    let now = DomainAspects(domain: running, countsSecureBoot: statesSecureBoot)
    let next = DomainAspects(domain: definition, countsSecureBoot: statesSecureBoot)
    var keys = now.facts.map(\.key)
    keys += next.facts.map(\.key).filter { now[$0] == nil }
    var changes: [PendingChange] = []
    for key in keys where now[key] != next[key] {
      changes.append(PendingChange(aspect: key.aspect, subject: key.subject, now: now[key], next: next[key]))
    }
    let order = Aspect.allCases
    return changes.enumerated().sorted { first, second in
      let places = (order.firstIndex(of: first.element.aspect) ?? 0, order.firstIndex(of: second.element.aspect) ?? 0)
      return places.0 == places.1 ? first.offset < second.offset : places.0 < places.1
    }.map(\.element)
  }
}
