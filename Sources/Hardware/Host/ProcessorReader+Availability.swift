import MachineModel

extension ProcessorReader {
  /// Adds which processors may be used for what.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-devices-system-cpu, and cgroup-v2.rst, `cpuset.cpus.effective`. The
  /// groups are those of the system's machines; the first is there in a container too.
  func readAvailability(into facts: inout ProcessorFacts) {
    if let isolated = root.text("sys/devices/system/cpu/isolated") {
      facts.isolated = isolated.isEmpty ? ProcessorSet([]) : ProcessorSet(parsing: isolated)
    }
    for group in ["", "machine.slice/"] {
      guard
        let allowed = root.text("sys/fs/cgroup/\(group)cpuset.cpus.effective").flatMap({ ProcessorSet(parsing: $0) })
      else { continue }
      facts.allowedForMachines = ProcessorSet(
        facts.allowedForMachines.map { all in allowed.numbers.filter { all.contains($0) } } ?? allowed.numbers)
    }
  }
}
