public import XML

extension SnapshotDescription {
  /// Reads a `<domainsnapshot>` element.
  public init(element: Element) {
    name = element.first("name")?.text ?? ""
    text = element.first("description")?.text.nonEmpty
    state = SnapshotState(libvirt: element.first("state")?.text.trimmed)
    parent = element.first("parent", "name")?.text.nonEmpty
    creationTime = element.first("creationTime").flatMap { Int64($0.text.trimmed) }.flatMap {
      Self.plausibleTimes.contains($0) ? $0 : nil
    }
    let memory = element.first("memory")
    // Documents from before libvirt 1.0 have none; a running machine's memory was then in its disk.
    self.memory =
      memory.map { SnapshotStorage(libvirt: $0["snapshot"]) }
      ?? ([.running, .paused].contains(state) ? .internal : .none)
    memoryFile = memory?["file"]
    disks = element.all("disks", "disk").compactMap { disk in
      guard let target = disk["name"] else { return nil }
      return Disk(
        target: target, storage: SnapshotStorage(libvirt: disk["snapshot"]),
        layer: disk.first("source").flatMap { $0["file"] ?? $0["dev"] ?? $0["name"] })
    }
    // What holds from the next start on is what the machine goes back to, where libvirt wrote it.
    machine = (element.first("inactiveDomain") ?? element.first("domain")).map { DomainDescription(domain: $0) }
  }

  /// 1970 to the year 9999: what can be written as RFC 3339.
  private static let plausibleTimes: ClosedRange<Int64> = 0...253_402_300_799
}
