import MachineModel
import Text
import XML

extension TuningPlanner {
  /// What the memory is made of.
  ///
  /// A definition that asks for pages which are not there makes a machine that does not start. So they are asked for
  /// only where the host keeps enough of them from its start on, for this machine and for all others that ask; in every
  /// other case the kernel gives large pages where it finds some, and small ones where memory is in pieces.
  mutating func memory(_ layout: TuningLayout) -> TuningLayout.Memory {
    if let node = layout.node { describe(node) }
    guard let need = domain.first("memory").flatMap({ DomainDescription.amount(of: $0) }) else { return .transparent }
    if let size = reservedPages(for: need, near: layout.node) {
      words.append(
        tr("Its memory is made of pages of %1$@ that this computer keeps since its start.", size.rounded))
      return .reserved(size)
    }
    if domain.first("memoryBacking", "hugepages") != nil {
      words.append(
        tr("It no longer asks for reserved huge pages: this computer does not keep enough, and it would not start."))
    }
    if host.memory.transparentPages == .never {
      warnings.append(
        tr(
          "This computer gives no large pages by itself: put transparent_hugepage=madvise on the kernel's line, or write madvise into /sys/kernel/mm/transparent_hugepage/enabled."
        ))
    } else if MemorySharing(of: domain) == .shared {
      warnings.append(
        tr("Its memory is shared with the host, as folders need it, and such memory gets reserved pages or none.")
      )
    } else {
      words.append(
        tr(
          "The kernel gives its memory large pages where it finds some; where memory is in pieces it gets small ones, and starts all the same."
        ))
    }
    if !facts.isSession, let advice = adviceOnPages(for: need) { words.append(advice) }
    return .transparent
  }

  private mutating func describe(_ number: Int) {
    words.append(tr("Its memory comes from node %1$@, which is next to them, while there is some.", number))
    let most = host.memory.nodes?.first { $0.number == number }?.memory
    let need = domain.first("memory").flatMap { DomainDescription.amount(of: $0) }
    if let most, let need, need > most {
      warnings.append(
        tr("Node %1$@ has %2$@, less than the machine: the rest is slower.", number, most.rounded))
    }
  }

  /// The largest pages of which the host keeps enough, and will after its next start; nil when it does not, or that
  /// cannot be said.
  private func reservedPages(for need: ByteCount, near node: Int?) -> ByteCount? {
    // The system's pages belong to its machines, and memory that is plugged in later could find none.
    guard !facts.isSession, domain.first("maxMemory") == nil,
      domain.first("memoryBacking", "source")?["type"] != "anonymous"
    else { return nil }
    let here = node.flatMap { node in host.memory.nodes?.first { $0.number == node }?.hugePages } ?? host.hugePages
    for pages in (here ?? []).reversed() {
      let size = pages.pageSize
      guard size.bytes > 0, need.bytes % size.bytes == 0, host.memory.mountedPageSizes?.contains(size) ?? false,
        let total = pages.total
      else { continue }
      let claimed = facts.others.reduce(UInt64(0)) { sum, other in
        sum &+ other.hugePages.filter { $0.key == size || $0.key == nil }.reduce(UInt64(0)) { $0 &+ $1.value.bytes }
      }
      let (wanted, overflow) = need.bytes.addingReportingOverflow(claimed)
      guard !overflow, size.bytes > 0 else { continue }
      let count = (wanted + size.bytes - 1) / size.bytes
      if UInt64(clamping: total) >= count, UInt64(clamping: host.pagesAtStart(of: size)) >= count { return size }
    }
    return nil
  }

  /// How reserved pages would be had.
  private func adviceOnPages(for need: ByteCount) -> String? {
    let size = ByteCount.mebibytes(2)
    guard need.bytes % size.bytes == 0, host.hugePages?.contains(where: { $0.pageSize == size }) == true,
      host.kernel.values(of: "default_hugepagesz").isEmpty
    else { return nil }
    let count = need.bytes / size.bytes
    return tr(
      "To have all of it in huge pages, kept from the start: write vm.nr_hugepages=%1$@ into /etc/sysctl.d/hugepages.conf, restart this computer, and tune again.",
      count + UInt64(host.pagesAtStart(of: size)))
  }
}
