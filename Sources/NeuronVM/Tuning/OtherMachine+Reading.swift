import MachineModel
import XML

extension TuningFacts.OtherMachine {
  /// Reads a `<domain>`.
  init(_ name: String, _ domain: Element) {
    self.name = name
    let count = domain.first("vcpu").flatMap { Int($0.text.filter { !$0.isWhitespace }) } ?? 0
    let pins = domain.all("cputune", "vcpupin").filter { Int($0["vcpu"] ?? "").map { $0 < count } ?? false }
    processors = ProcessorSet(
      pins.compactMap { $0["cpuset"].flatMap { ProcessorSet(parsing: $0) } }.flatMap(\.numbers))
    hugePages = [:]
    guard let pages = domain.first("memoryBacking", "hugepages"),
      let memory = domain.first("memory").flatMap({ DomainDescription.amount(of: $0) })
    else { return }
    let sizes = pages.all("page").map { page in
      page["size"].flatMap { try? ByteCount(parsing: $0 + (page["unit"] ?? "KiB")) }
    }
    // Where several sizes are named each may have to hold all of it.
    for size in sizes.isEmpty ? [nil] : sizes { hugePages[size] = memory }
  }
}
