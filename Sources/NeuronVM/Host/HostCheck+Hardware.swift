import MachineModel
import Text

extension HostCheck {
  /// The devices of this host, as far as machines can have them.
  func hardwareLines(_ inspection: HostInspection) -> [HostCheckLine] {
    inspection.overview().map(Self.hardwareLines) ?? []
  }

  /// What there is to say of hardware that was read.
  static func hardwareLines(of host: HostHardware) -> [HostCheckLine] {
    func line(
      _ code: String, _ status: HostCheckLine.Status, _ title: String, _ finding: String, _ remedy: String? = nil
    ) -> HostCheckLine { HostCheckLine(code: code, status: status, title: title, finding: finding, remedy: remedy) }

    var lines = [processorLine(host, line)]
    let reports = PassthroughCheck(host).graphicsCards()
    if let problem = reports.first?.problems.first(where: { $0.code.hasPrefix("iommu.") && $0.severity != .warning }) {
      lines.append(line("iommu", .warning, tr("IOMMU"), problem.message, problem.remedy))
    } else {
      let groups = host.iommu.groups ?? 0
      lines.append(
        groups > 0
          ? line("iommu", .ok, tr("IOMMU"), trn("on, with %1$@ group", "on, with %1$@ groups", groups))
          : line("iommu", .warning, tr("IOMMU"), tr("off, so no device can be given to a machine")))
    }
    if reports.isEmpty { lines.append(line("gpu", .warning, tr("Graphics card"), tr("there is none on the PCI bus"))) }
    for report in reports {
      let device = report.subject.primary
      let first = report.problems.first { $0.severity != .warning }
      lines.append(
        line(
          "gpu", report.verdict == .ready ? .ok : .warning, tr("Graphics card"),
          tr("%1$@ (%2$@): %3$@", device.title, device.address, report.verdict.title)
            + (first.map { " – " + $0.message } ?? ""),
          report.verdict == .ready ? nil : tr("All of it: neuron-vm gpu check %1$@", device.address)))
    }
    if let pages = host.hugePages?.filter({ ($0.total ?? 0) > 0 }), !pages.isEmpty {
      let words = pages.map { tr("%1$@ of %2$@, %3$@ free", $0.total ?? 0, $0.pageSize, $0.free ?? 0) }
      lines.append(line("hugePages", .ok, tr("Huge pages"), words.joined(separator: "; ")))
    }
    let loader = host.boot.loader?.rawValue ?? tr("not known")
    let initramfs = host.boot.initramfs?.rawValue ?? tr("not known")
    lines.append(line("boot", .ok, tr("Boot loader"), tr("%1$@; initial file system by %2$@", loader, initramfs)))
    return lines
  }

  private static func processorLine(
    _ host: HostHardware,
    _ line: (String, HostCheckLine.Status, String, String, String?) -> HostCheckLine
  ) -> HostCheckLine {
    var words = [host.processor.name ?? tr("not known")]
    if let topology = host.processor.topology {
      words.append(
        topology.efficientCores > 0
          ? tr(
            "%1$@ large and %2$@ small cores, %3$@ threads", topology.performanceCores, topology.efficientCores,
            topology.threads)
          : tr("%1$@ cores, %2$@ threads", topology.cores.count, topology.threads))
      if topology.cacheGroups.count > 1 {
        words.append(tr("%1$@ groups of cores share a cache each", topology.cacheGroups.count))
      }
    }
    let hasNone = host.processor.hasVirtualization == false
    return line(
      "processor", hasNone ? .warning : .ok, tr("Processor"), words.joined(separator: ", "),
      hasNone ? tr("It tells of no virtualisation: switch VT-x or SVM on in the computer's firmware.") : nil)
  }
}
